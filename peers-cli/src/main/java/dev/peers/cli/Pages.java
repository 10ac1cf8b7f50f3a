package dev.peers.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Writes what the distribution tells shells and `man` about the commands. The build runs it.
final class Pages {
  private Pages() {}

  /// @param args the folder to write to, the version, and the day that the pages carry
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), args[1], args[2].substring(0, "2026-01-31".length()));
  }

  static void write(Path share, String version, String date) throws IOException {
    List<Grammar> commands = Grammar.all();
    file(share.resolve("bash-completion/completions/peers"), BashCompletion.script(commands));
    file(share.resolve("zsh/site-functions/_peers"), ZshCompletion.script(commands));
    file(share.resolve("fish/vendor_completions.d/peers.fish"), FishCompletion.script(commands));
    Path manual = share.resolve("man/man1");
    for (Map.Entry<String, String> page : new ManPages(version, date).all(commands).entrySet()) {
      file(manual.resolve(page.getKey()), page.getValue());
    }
  }

  private static void file(Path file, String text) throws IOException {
    Files.createDirectories(Path.of(String.valueOf(file.getParent())));
    Files.writeString(file, text);
  }
}
