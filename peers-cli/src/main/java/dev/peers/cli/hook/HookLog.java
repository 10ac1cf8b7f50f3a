package dev.peers.cli.hook;

import dev.peers.cli.files.LogFile;
import dev.peers.core.text.IsoTime;
import dev.peers.core.text.PlainText;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.time.Instant;

/// Says why hooks were silent. Several hooks may write at once.
final class HookLog {
  static final long ROOM = 200_000;

  private static final int LONGEST = 500;

  private final LogFile file;

  private HookLog(LogFile file) {
    this.file = file;
  }

  static HookLog of(Settings settings) {
    return new HookLog(new LogFile(settings.hookLogFile(), ROOM));
  }

  /// Adds a line. A log that cannot be written must not disturb anybody either.
  void add(Harness harness, String text) {
    String now = IsoTime.millis(Instant.now());
    try {
      file.append(now + " " + harness + ": " + PlainText.excerpt(text, LONGEST) + "\n");
    } catch (IOException | UnsupportedOperationException e) {
      // There is nobody left to tell.
    }
  }
}
