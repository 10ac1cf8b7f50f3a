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
  private final Thread thread;
  private final Duration time;
  private volatile long lastSign = System.nanoTime();

  private Watchdog(Channel channel, Duration time) {
    this.time = time;
    this.thread =
        Thread.ofPlatform().daemon().name("peers-watchdog").unstarted(() -> watch(channel));
  }

  /// Watches from now on, until it is closed.
  static Watchdog over(Channel channel, Duration time) {
    Watchdog watchdog = new Watchdog(channel, time);
    watchdog.thread.start();
    return watchdog;
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
    thread.interrupt();
  }

  private void watch(Channel channel) {
    try {
      for (Duration left = left(); left.isPositive(); left = left()) {
        Thread.sleep(left);
      }
      if (state.compareAndSet(State.WATCHING, State.EXPIRED)) {
        channel.close();
      }
    } catch (InterruptedException e) {
      // Called off: the thread ends.
    } catch (IOException e) {
      // Closed as far as can be; whoever waits on it finds out by itself.
    }
  }

  private Duration left() {
    return time.minusNanos(System.nanoTime() - lastSign);
  }
}
