import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Holds the code in the documentation against the sources that it is taken from: `check` names
/// what differs and fails, `fix` rewrites the documentation.
///
/// A comment above a code block names a file and a region of it, `<!-- snippet:
/// peers-core/src/test/java/GuideTest.java#send -->`, or a file alone for the whole of it. The file
/// marks the region by comment lines of its own, `// region send` and `// endregion`, in the
/// notation of its language (`//`, `#` or `<!--`). Java code without such a comment is refused:
/// nobody compiles it.
final class Snippets {
  private static final Pattern NAMED =
      Pattern.compile("\\s*<!-- snippet: ([^#\\s]+)(?:#(\\S+))? -->\\s*");
  private static final Pattern BEGIN =
      Pattern.compile("\\s*(?://|#|<!--) region (\\S+)(?: -->)?\\s*");
  private static final Pattern END = Pattern.compile("\\s*(?://|#|<!--) endregion(?: -->)?\\s*");
  private static final String FENCE = "```";

  private final Path top;
  private final List<String> faults = new ArrayList<>();

  private Snippets(Path top) {
    this.top = top;
  }

  public static void main(String[] args) throws IOException {
    boolean fix = args[0].equals("fix");
    Snippets snippets = new Snippets(Path.of(args[1]));
    for (Path page : pages(snippets.top)) {
      snippets.page(page, fix);
    }
    if (!snippets.faults.isEmpty()) {
      snippets.faults.forEach(System.err::println);
      System.exit(1);
    }
  }

  private static List<Path> pages(Path top) throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(top, top.resolve("docs"), top.resolve("examples"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder, folder.equals(top) ? 1 : 4)) {
          files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
      }
    }
    return pages;
  }

  private void page(Path page, boolean fix) throws IOException {
    String text = Files.readString(page);
    String name = top.relativize(page).toString();
    String wanted = String.join("\n", renewed(name, List.of(text.split("\n", -1))));
    if (!wanted.equals(text)) {
      if (fix) {
        Files.writeString(page, wanted);
      } else {
        faults.add(name + ": code differs from its source (mvn -N validate -Dformat mends it)");
      }
    }
  }

  /// The lines of a page as they should be.
  private List<String> renewed(String page, List<String> lines) {
    List<String> wanted = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at);
      wanted.add(line);
      at++;
      Matcher named = NAMED.matcher(line);
      if (named.matches()) {
        String where = page + ":" + at;
        Optional<List<String>> code =
            code(where, named.group(1), Optional.ofNullable(named.group(2)));
        if (code.isPresent()) {
          wanted.add(FENCE + language(named.group(1)));
          wanted.addAll(code.get());
          wanted.add(FENCE);
          at = afterBlock(lines, at);
        }
      } else if (line.stripLeading().startsWith(FENCE)) {
        if (line.strip().equals(FENCE + "java") && !isTaken(lines, at - 1)) {
          faults.add(page + ":" + at + ": Java code that no snippet comment takes from a source");
        }
        int end = blockEnd(lines, at);
        wanted.addAll(lines.subList(at, end));
        at = end;
      }
    }
    return wanted;
  }

  private static boolean isTaken(List<String> lines, int fence) {
    return fence > 0 && NAMED.matcher(lines.get(fence - 1)).matches();
  }

  /// Where the page goes on after the block that follows a snippet comment, if one does.
  private static int afterBlock(List<String> lines, int at) {
    return at < lines.size() && lines.get(at).startsWith(FENCE) ? blockEnd(lines, at + 1) : at;
  }

  private static int blockEnd(List<String> lines, int inside) {
    int at = inside;
    while (at < lines.size() && !lines.get(at).strip().equals(FENCE)) {
      at++;
    }
    return Math.min(at + 1, lines.size());
  }

  private Optional<List<String>> code(String where, String file, Optional<String> region) {
    List<String> lines;
    try {
      lines = Files.readAllLines(top.resolve(file));
    } catch (IOException e) {
      faults.add(where + ": cannot read " + file);
      return Optional.empty();
    }
    List<String> code = region.isEmpty() ? lines : region(lines, region.get());
    if (code.stream().allMatch(String::isBlank)) {
      faults.add(where + ": " + file + " has no region " + region.orElse("(it is empty)"));
      return Optional.empty();
    }
    return Optional.of(trimmed(code));
  }

  /// The lines between the marks of a region; further pieces of the same name follow each other.
  private static List<String> region(List<String> lines, String name) {
    List<String> code = new ArrayList<>();
    int depth = 0;
    for (String line : lines) {
      Matcher begin = BEGIN.matcher(line);
      if (begin.matches()) {
        depth = depth > 0 || begin.group(1).equals(name) ? depth + 1 : 0;
      } else if (END.matcher(line).matches()) {
        depth = Math.max(0, depth - 1);
      } else if (depth > 0) {
        code.add(line);
      }
    }
    return code;
  }

  private static List<String> trimmed(List<String> code) {
    int indent =
        code.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    String text =
        String.join(
            "\n",
            code.stream()
                .filter(line -> !BEGIN.matcher(line).matches() && !END.matcher(line).matches())
                .map(line -> line.isBlank() ? "" : line.substring(indent).stripTrailing())
                .toList());
    return List.of(text.replaceAll("^\n+|\n+$", "").split("\n"));
  }

  private static String language(String file) {
    String ending = file.substring(file.lastIndexOf('.') + 1);
    return ending.equals("md") ? "markdown" : ending;
  }
}
