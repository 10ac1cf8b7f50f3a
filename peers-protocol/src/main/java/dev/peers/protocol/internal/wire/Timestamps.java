package dev.peers.protocol.internal.wire;

import dev.peers.protocol.json.JsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Times as JavaScript writes them: `2026-06-06T15:43:56.000Z`, always UTC and milliseconds. By
/// hand, because the platform's formatter takes longer to load than a whole request.
public final class Timestamps {
  private static final int LENGTH = 24;

  private Timestamps() {}

  public static String write(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    if (utc.getYear() < 0 || utc.getYear() > 9999) {
      return time.toString();
    }
    StringBuilder text = new StringBuilder(LENGTH);
    digits(text, utc.getYear(), 4).append('-');
    digits(text, utc.getMonthValue(), 2).append('-');
    digits(text, utc.getDayOfMonth(), 2).append('T');
    digits(text, utc.getHour(), 2).append(':');
    digits(text, utc.getMinute(), 2).append(':');
    digits(text, utc.getSecond(), 2).append('.');
    return digits(text, utc.getNano() / 1_000_000, 3).append('Z').toString();
  }

  /// @throws JsonException if the text is no time
  public static Instant read(String text) {
    try {
      return hasOurShape(text) ? LocalTimes.of(text) : Instant.parse(text);
    } catch (DateTimeException | NumberFormatException e) {
      throw new JsonException("'" + text + "' is no time; expected 2026-01-31T12:00:00.000Z", e);
    }
  }

  private static boolean hasOurShape(String text) {
    return text.length() == LENGTH
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && text.charAt(19) == '.'
        && text.charAt(23) == 'Z';
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    return text.repeat('0', width - digits.length()).append(digits);
  }

  private static final class LocalTimes {
    static Instant of(String text) {
      return LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, 19),
              number(text, 20, 23) * 1_000_000)
          .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
      return Integer.parseUnsignedInt(text, from, to, 10);
    }
  }
}
