package dev.peers.protocol.internal.http;

import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Closes a channel when time is up, which ends whatever somebody waits for on it. Blocking
/// channels know no time-out of their own.
final class Watchdog implements AutoCloseable {
  private enum State {
    WATCHING,
    EXPIRED,
    CALLED_OFF
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
  private final ScheduledExecutorService clock;
  private final Channel channel;
  private final long nanos;
  private volatile long lastSign = System.nanoTime();
  private volatile Future<?> nextLook;

  /// Watches from now on, until it is closed.
  Watchdog(ScheduledExecutorService clock, Channel channel, Duration time) {
    this.clock = clock;
    this.channel = channel;
    this.nanos = time.toNanos();
    this.nextLook = clock.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }

  /// Starts the time anew.
  void signOfLife() {
    lastSign = System.nanoTime();
  }

  boolean isExpired() {
    return state.get() == State.EXPIRED;
  }

  @Override
  public void close() {
    state.compareAndSet(State.WATCHING, State.CALLED_OFF);
    nextLook.cancel(false);
  }

  private void look() {
    if (state.get() != State.WATCHING) {
      return;
    }
    long left = nanos - (System.nanoTime() - lastSign);
    if (left > 0) {
      nextLook = clock.schedule(this::look, left, TimeUnit.NANOSECONDS);
    } else if (state.compareAndSet(State.WATCHING, State.EXPIRED)) {
      try {
        channel.close();
      } catch (IOException e) {
        // Closed as far as can be; whoever waits on it finds out by itself.
      }
    }
  }
}
