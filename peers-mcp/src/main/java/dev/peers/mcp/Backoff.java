package dev.peers.mcp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Pauses that grow with every failure, each with some chance in it, so that all the sessions of a
/// machine do not come back at the same moment. Not thread-safe.
final class Backoff {
  private final Duration first;
  private final Duration max;
  private int failures;

  Backoff(Duration first, Duration max) {
    this.first = first;
    this.max = max;
  }

  /// How long to wait before the next attempt.
  Duration next() {
    long bound = Math.min(max.toMillis(), first.toMillis() << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
  }

  void succeeded() {
    failures = 0;
  }
}
