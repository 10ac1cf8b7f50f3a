package dev.peers.cli.terminal;

import dev.peers.core.text.IsoTime;
import java.time.Duration;
import java.time.Instant;

/// Says how long ago something was, or exactly when.
public final class Ages {
  private final Instant now;
  private final boolean exact;

  /// @param now what ages are counted from
  /// @param exact whether to say the exact time instead
  public Ages(Instant now, boolean exact) {
    this.now = now;
    this.exact = exact;
  }

  /// Such as `2 min ago`, or `2026-06-06T12:00:00Z`. A time that is still to come, as that of
  /// another clock, is told exactly.
  public String of(Instant time) {
    Duration age = Duration.between(time, now);
    if (exact || age.isNegative()) {
      return IsoTime.seconds(time);
    }
    return age.toSeconds() < 2 ? "just now" : span(age) + " ago";
  }

  /// For how long something has lasted, such as `for 3 h`, or exactly since when.
  public String since(Instant begin) {
    Duration age = Duration.between(begin, now);
    return exact || age.isNegative() ? "since " + of(begin) : "for " + span(age);
  }

  /// A time span in its largest whole unit, such as `3 h`.
  public static String span(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3600) {
      return seconds / 60 + " min";
    } else if (seconds < 2 * 86_400) {
      return seconds / 3600 + " h";
    }
    return seconds / 86_400 + " days";
  }

  /// A number of bytes, such as `1.5 MB`.
  public static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    String[] units = {"kB", "MB", "GB", "TB"};
    double size = bytes / 1_000.0;
    int unit = 0;
    while (size >= 1_000 && unit < units.length - 1) {
      size /= 1_000;
      unit++;
    }
    long tenths = Math.round(size * 10);
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " " + units[unit];
  }
}
