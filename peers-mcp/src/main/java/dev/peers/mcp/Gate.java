package dev.peers.mcp;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Opens some time after an event. Thread-safe.
final class Gate {
  private final CountDownLatch happened = new CountDownLatch(1);
  private final Duration delay;
  private volatile long opensAt;

  Gate(Duration delay) {
    this.delay = delay;
  }

  /// The event has happened; later ones change nothing.
  void happened() {
    if (happened.getCount() > 0) {
      opensAt = System.nanoTime() + delay.toNanos();
      happened.countDown();
    }
  }

  /// Waits until the gate is open.
  void await() throws InterruptedException {
    happened.await();
    long left = opensAt - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
