package dev.peers.testkit;

import dev.peers.core.PeersException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/// What happened in a [TestNetwork], line by line, each with the time since its start.
final class Transcript {
  private final Clock clock;
  private final Instant start;
  private final List<String> lines = new ArrayList<>();

  Transcript(Clock clock, long seed) {
    this.clock = clock;
    this.start = clock.instant();
    lines.add("seed " + seed);
  }

  Instant start() {
    return start;
  }

  void add(String line) {
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1_000.0;
    lines.add(String.format(Locale.ROOT, "%10.3fs  %s", seconds, line));
  }

  /// Does something, and writes down what came of it.
  <T> T logged(String who, String what, Supplier<T> doing, Function<T, String> result) {
    add(who + " " + what);
    try {
      T value = doing.get();
      String said = result.apply(value);
      if (!said.isEmpty()) {
        add(who + " gets " + said);
      }
      return value;
    } catch (PeersException e) {
      add(who + " fails: " + e.getMessage());
      throw e;
    }
  }

  /// A text in quotes on one line.
  static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replaceAll("\\p{Cntrl}", "?")
        + '"';
  }

  /// A time as a person would say it.
  static String spoken(Duration time) {
    return time.toString()
        .substring(2)
        .toLowerCase(Locale.ROOT)
        .replaceAll("(?<=[hms])(?=\\d)", " ");
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
