package dev.peers.core.port;

import java.time.Duration;

/// Runs something later.
public interface Scheduler extends AutoCloseable {
  /// Runs the task once after the delay, unless it was cancelled by then.
  Cancellable after(Duration delay, Runnable task);

  /// Runs the task again and again, each time so long after the last run ended.
  Cancellable every(Duration pause, Runnable task);

  @Override
  void close();

  /// A task that can be called off. Calling it off twice does nothing.
  @FunctionalInterface
  interface Cancellable {
    void cancel();
  }
}
