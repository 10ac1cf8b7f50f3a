package dev.peers.cli.hook;

import dev.peers.protocol.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Says why hooks were silent, in a file that only its owner can read. When it has grown large it
/// becomes `hook.log.1`, so that two are kept at most. Several hooks may write at once.
final class HookLog {
  static final long ROOM = 200_000;

  private static final int LONGEST = 500;

  private final Path file;

  private HookLog(Path file) {
    this.file = file;
  }

  static HookLog of(Settings settings) {
    return new HookLog(settings.stateFolder().resolve("hook.log"));
  }

  /// Adds a line. A log that cannot be written must not disturb anybody either.
  void add(Harness harness, String text) {
    try {
      OwnerOnly.folder(file.toAbsolutePath().getParent());
      rotate();
      String line =
          Instant.now().truncatedTo(ChronoUnit.MILLIS)
              + " "
              + harness
              + ": "
              + oneLine(text)
              + "\n";
      OwnerOnly.file(file);
      Files.writeString(
          file,
          line,
          StandardCharsets.UTF_8,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException e) {
      // There is nobody left to tell.
    }
  }

  private void rotate() throws IOException {
    if (Files.exists(file) && Files.size(file) > ROOM) {
      Path old = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
