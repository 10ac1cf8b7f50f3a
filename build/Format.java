import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Holds every Java source below a folder against google-java-format: `check` names those that
/// differ and fails, `fix` rewrites them.
final class Format {
  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean fix = args[0].equals("fix");
    Path top = Path.of(args[1]);
    List<Path> wrong = new ArrayList<>();
    for (Path source : sources(top)) {
      String text = Files.readString(source);
      String formatted =
          FORMATTER.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(text));
      if (!formatted.equals(text)) {
        wrong.add(top.relativize(source));
        if (fix) {
          Files.writeString(source, formatted);
        }
      }
    }
    if (!wrong.isEmpty() && !fix) {
      System.err.println("Not formatted (mvn -N validate -Dformat mends it): " + wrong);
      System.exit(1);
    }
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
