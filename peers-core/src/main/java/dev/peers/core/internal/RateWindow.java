package dev.peers.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/// Counts what one sender sent within the last minute. Holds no more than was allowed. Thread-safe.
final class RateWindow {
  private static final Duration SPAN = Duration.ofMinutes(1);

  private final ArrayDeque<Instant> times = new ArrayDeque<>();

  /// Takes one of so many a minute, unless all are taken.
  synchronized boolean tryTake(int perMinute, Instant now) {
    // A clock that was set back must not silence a sender until it has caught up.
    while (!times.isEmpty() && times.getLast().isAfter(now)) {
      times.removeLast();
    }
    Instant start = now.minus(SPAN);
    while (!times.isEmpty() && !times.getFirst().isAfter(start)) {
      times.removeFirst();
    }
    if (times.size() >= perMinute) {
      return false;
    }
    times.add(now);
    return true;
  }

  /// Gives back what was taken last, because nothing was sent after all.
  synchronized void giveBack() {
    times.pollLast();
  }
}
