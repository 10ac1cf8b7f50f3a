package dev.peers.protocol.internal.http;

import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
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
  private final Watchdogs all;
  private final Channel channel;
  private final long nanos;
  private volatile long lastSign = System.nanoTime();

  Watchdog(Watchdogs all, Channel channel, Duration time) {
    this.all = all;
    this.channel = channel;
    this.nanos = time.toNanos();
  }

  /// Starts the time anew.
  void signOfLife() {
    lastSign = System.nanoTime();
  }

  /// When it is to be looked at next, by [System#nanoTime].
  long end() {
    return lastSign + nanos;
  }

  boolean isExpired() {
    return state.get() == State.EXPIRED;
  }

  /// Time is up.
  void expire() {
    if (state.compareAndSet(State.WATCHING, State.EXPIRED)) {
      try {
        channel.close();
      } catch (IOException e) {
        // Closed as far as can be; whoever waits on it finds out by itself.
      }
    }
  }

  @Override
  public void close() {
    state.compareAndSet(State.WATCHING, State.CALLED_OFF);
    all.callOff(this);
  }
}
