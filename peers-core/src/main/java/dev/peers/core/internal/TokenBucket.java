package dev.peers.core.internal;

import java.time.Duration;
import java.time.Instant;

/// Gives out tokens that come back evenly in time, and as many at once as have gathered. Holds two
/// values, however much is taken. Thread-safe.
final class TokenBucket {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /// How long it takes until all tokens are back.
  private Duration debt = Duration.ZERO;

  private Instant at = Instant.EPOCH;

  /// How long it takes for one token to come back if so many do in a minute.
  static Duration everyMinute(int tokens) {
    return Duration.ofNanos(MINUTE_NANOS / tokens);
  }

  /// Takes a token, unless none is left.
  ///
  /// @param capacity how many gather at most, at least 1
  /// @param every how long it takes for one to come back
  synchronized boolean tryTake(int capacity, Duration every, Instant now) {
    if (untilNext(capacity, every, now).isPositive()) {
      return false;
    }
    debt = debt.plus(every);
    return true;
  }

  /// How long it takes until there is one to take; zero if there is one.
  synchronized Duration untilNext(int capacity, Duration every, Instant now) {
    // A clock that was set back gives nothing and takes nothing.
    if (debt.isPositive() && now.isAfter(at)) {
      Duration left = debt.minus(Duration.between(at, now));
      debt = left.isNegative() ? Duration.ZERO : left;
    }
    at = now;
    Duration lacking = debt.minusNanos(free(capacity, every));
    return lacking.isPositive() ? lacking : Duration.ZERO;
  }

  /// How much debt leaves a token to take. In nanoseconds, as a Duration multiplies by way of
  /// BigDecimal.
  private static long free(int capacity, Duration every) {
    long nanos = every.toNanos();
    return nanos > Long.MAX_VALUE / capacity ? Long.MAX_VALUE : nanos * (capacity - 1L);
  }

  /// Gives back what was taken, because it was not used after all.
  ///
  /// @param every as it was when it was taken
  synchronized void giveBack(Duration every) {
    Duration left = debt.minus(every);
    debt = left.isNegative() ? Duration.ZERO : left;
  }
}
