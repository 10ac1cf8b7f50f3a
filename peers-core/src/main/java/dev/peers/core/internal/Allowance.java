package dev.peers.core.internal;

import java.time.Duration;
import java.time.Instant;

/// How much one sender may send. Thread-safe.
interface Allowance {
  /// Takes one, unless all are taken.
  boolean tryTake(Instant now);

  /// Gives back what was taken, because nothing was sent after all.
  void giveBack();

  /// What a sender is told that has none left. Clients of the old protocol match on the text.
  String refusal(Instant now);

  /// So many within any minute, as clients of the old protocol know it.
  static Allowance sliding(RateWindow window, int perMinute) {
    return new Allowance() {
      @Override
      public boolean tryTake(Instant now) {
        return window.tryTake(perMinute, now);
      }

      @Override
      public void giveBack() {
        window.giveBack();
      }

      @Override
      public String refusal(Instant now) {
        return "Rate limited: max " + perMinute + " messages per minute";
      }
    };
  }

  /// So many a minute in the long run, and more at once after a quiet time.
  static Allowance withBurst(TokenBucket bucket, int perMinute, int burst) {
    int capacity = Math.max(perMinute, burst);
    Duration every = TokenBucket.everyMinute(perMinute);
    return new Allowance() {
      @Override
      public boolean tryTake(Instant now) {
        return bucket.tryTake(capacity, every, now);
      }

      @Override
      public void giveBack() {
        bucket.giveBack(every);
      }

      @Override
      public String refusal(Instant now) {
        Duration wait = bucket.untilNext(capacity, every, now);
        return "Rate limited: max "
            + perMinute
            + " messages per minute; the next one can be sent in "
            + Math.max(1, wait.plusMillis(999).toSeconds())
            + " s";
      }
    };
  }
}
