package dev.peers.transport.http.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Ends a connection if for too long nothing could be written that should be. On its I/O thread.
final class StallWatch {
  private final IoThread ioThread;
  private final long timeoutNanos;
  private final BooleanSupplier waiting;
  private final Runnable end;
  private long lastProgress;
  private boolean watching;

  /// @param waiting whether there is something to write
  /// @param end ends the connection
  StallWatch(IoThread ioThread, Duration timeout, BooleanSupplier waiting, Runnable end) {
    this.ioThread = ioThread;
    this.timeoutNanos = timeout.toNanos();
    this.waiting = waiting;
    this.end = end;
  }

  /// Something was written, or there is something to write only now.
  void progress() {
    lastProgress = System.nanoTime();
  }

  /// Watches for as long as there is something to write.
  void watch() {
    if (!watching) {
      watching = true;
      checkAfter(timeoutNanos);
    }
  }

  private void checkAfter(long nanos) {
    ioThread.executeAfter(this::check, nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    long left = lastProgress + timeoutNanos - System.nanoTime();
    if (!waiting.getAsBoolean()) {
      watching = false;
    } else if (left > 0) {
      checkAfter(left);
    } else {
      end.run();
    }
  }
}
