package dev.peers.cli.daemon;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The order to stop, whoever gives it first: a signal, a request, or idleness.
final class StopSignal {
  private static final int OK = 0;

  private final CountDownLatch ordered = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile String reason = "";

  /// Makes SIGTERM, SIGINT and SIGHUP mean a stop that ends with exit code 0 as any other.
  StopSignal onSignals(long graceSeconds) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> haltAfterStop(graceSeconds), "signal"));
    return this;
  }

  /// The JVM is on its way out already, so that its exit code can only be chosen by halting it.
  private void haltAfterStop(long graceSeconds) {
    if (stopped.getCount() == 0) {
      return;
    }
    order("a signal");
    try {
      if (stopped.await(graceSeconds, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(OK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void order(String because) {
    synchronized (this) {
      if (reason.isEmpty()) {
        reason = because;
      }
    }
    ordered.countDown();
  }

  /// Waits for the order and returns its reason.
  String await() {
    try {
      ordered.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "an interruption";
    }
    return reason;
  }

  /// Says that everything is closed.
  void done() {
    stopped.countDown();
  }
}
