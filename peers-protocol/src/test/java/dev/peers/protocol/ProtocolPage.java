package dev.peers.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// docs/protocol.md, as lines of Markdown.
///
/// @param text the whole page
record ProtocolPage(String text) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z_-]*");
  private static final Pattern PATH = Pattern.compile("(?:GET )?(/[a-z-]+)(?:\\?.*)?");

  static ProtocolPage read() {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    try {
      return new ProtocolPage(Files.readString(module.resolveSibling("docs/protocol.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What follows the heading that names a path or has this text, up to the next heading.
  String section(String name) {
    List<String> lines = text.lines().toList();
    Predicate<String> begin = line -> line.startsWith("#") && isHeadingOf(name, line);
    return lines.stream()
        .dropWhile(begin.negate())
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isHeadingOf(String name, String line) {
    return switch (name) {
      case "/events" -> line.equals("## *The event stream*");
      case "/health" -> line.contains("`GET /health`");
      default -> line.equals(name) || line.contains("`" + name + "`");
    };
  }

  /// The names in the first column of the table below a line.
  Set<String> rows(String above) {
    return text.lines()
        .dropWhile(line -> !line.equals(above))
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .flatMap(line -> words(line.split("\\|", -1)[1]).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// All paths that the page speaks of.
  Set<String> paths() {
    return CODE.matcher(text)
        .results()
        .map(code -> PATH.matcher(code.group(1)))
        .filter(path -> path.matches())
        .map(path -> path.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The words in code font.
  static Set<String> words(String markdown) {
    return CODE.matcher(markdown)
        .results()
        .map(code -> code.group(1))
        .filter(code -> WORD.matcher(code).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
