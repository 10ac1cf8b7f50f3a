import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Holds every Java source below a folder against google-java-format: `check` names those that
/// differ and fails, `fix` rewrites them. What was found right before is remembered by its hash in
/// a file below `target` and not looked at again.
final class Format {
  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean fix = args[0].equals("fix");
    Path top = Path.of(args[1]);
    Path memory = top.resolve("target/formatted-" + args[2]);
    Set<String> before = Files.exists(memory) ? Set.copyOf(Files.readAllLines(memory)) : Set.of();
    Set<String> right = new TreeSet<>();
    List<Path> wrong = new ArrayList<>();
    for (Path source : sources(top)) {
      String text = Files.readString(source);
      String hash = hash(text);
      if (before.contains(hash)) {
        right.add(hash);
        continue;
      }
      String formatted =
          FORMATTER.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(text));
      right.add(hash(formatted));
      if (!formatted.equals(text)) {
        wrong.add(top.relativize(source));
        if (fix) {
          Files.writeString(source, formatted);
        }
      }
    }
    Files.createDirectories(memory.getParent());
    Files.write(memory, right);
    if (!wrong.isEmpty() && !fix) {
      System.err.println("Not formatted (mvn -N validate -Dformat mends it): " + wrong);
      System.exit(1);
    }
  }

  private static String hash(String text) throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static List<Path> sources(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !isMade(top.relativize(file).toString()))
          .sorted()
          .toList();
    }
  }

  private static boolean isMade(String path) {
    return ("/" + path).contains("/target/")
        || ("/" + path).contains("/node_modules/")
        || path.startsWith(".");
  }
}
