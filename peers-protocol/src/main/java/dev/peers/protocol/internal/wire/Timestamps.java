package dev.peers.protocol.internal.wire;

import dev.peers.core.text.IsoTime;
import dev.peers.protocol.json.JsonException;
import java.time.DateTimeException;
import java.time.Instant;

/// Times as JavaScript writes them: `2026-06-06T15:43:56.000Z`, always UTC and milliseconds.
public final class Timestamps {
  private Timestamps() {}

  public static String write(Instant time) {
    return IsoTime.millis(time);
  }

  /// @throws JsonException if the text is no time
  public static Instant read(String text) {
    try {
      return IsoTime.parse(text);
    } catch (DateTimeException e) {
      throw new JsonException("'" + text + "' is no time; expected 2026-01-31T12:00:00.000Z", e);
    }
  }
}
