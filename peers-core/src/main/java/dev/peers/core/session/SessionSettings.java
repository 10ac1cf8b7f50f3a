package dev.peers.core.session;

import dev.peers.core.port.Scheduler;
import dev.peers.core.system.ThreadScheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// How a session behaves.
///
/// @param scheduler gives what runs heartbeats, new attempts and time-outs; the session closes it
/// @param listeners runs what listens to mail and events, one call at a time for each listener
/// @param heartbeat the pause between two signs of life
/// @param firstRetry how long after a failure the session tries again, for the first time
/// @param maxRetry how far that pause grows, doubling with every failure
/// @param buffer how much mail a listener may be behind before the session lets the rest wait with
///   the broker
public record SessionSettings(
    Supplier<? extends Scheduler> scheduler,
    Executor listeners,
    Duration heartbeat,
    Duration firstRetry,
    Duration maxRetry,
    int buffer) {
  /// One thread for what is due, a virtual thread for each listener that has something to do.
  public static final SessionSettings DEFAULTS =
      new SessionSettings(
          ThreadScheduler::new,
          Thread::startVirtualThread,
          Duration.ofSeconds(15),
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          256);

  /// @throws IllegalArgumentException if a duration or the buffer is not positive
  public SessionSettings {
    requirePositive("heartbeat", heartbeat);
    requirePositive("firstRetry", firstRetry);
    requirePositive("maxRetry", maxRetry);
    if (buffer < 1) {
      throw new IllegalArgumentException("buffer must be at least 1, not " + buffer);
    }
  }

  public SessionSettings withScheduler(Supplier<? extends Scheduler> newScheduler) {
    return new SessionSettings(newScheduler, listeners, heartbeat, firstRetry, maxRetry, buffer);
  }

  public SessionSettings withListeners(Executor newListeners) {
    return new SessionSettings(scheduler, newListeners, heartbeat, firstRetry, maxRetry, buffer);
  }

  public SessionSettings withHeartbeat(Duration newHeartbeat) {
    return new SessionSettings(scheduler, listeners, newHeartbeat, firstRetry, maxRetry, buffer);
  }

  public SessionSettings withRetries(Duration first, Duration max) {
    return new SessionSettings(scheduler, listeners, heartbeat, first, max, buffer);
  }

  public SessionSettings withBuffer(int newBuffer) {
    return new SessionSettings(scheduler, listeners, heartbeat, firstRetry, maxRetry, newBuffer);
  }

  private static void requirePositive(String what, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(what + " must be longer than nothing, not " + value);
    }
  }
}
