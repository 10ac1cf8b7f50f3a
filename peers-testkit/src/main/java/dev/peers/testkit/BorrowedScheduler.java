package dev.peers.testkit;

import dev.peers.core.port.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// The scheduler as one broker has it: closing it ends that broker's tasks and nobody else's.
final class BorrowedScheduler implements Scheduler {
  private final Scheduler scheduler;
  private final AtomicBoolean closed = new AtomicBoolean();

  BorrowedScheduler(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    return scheduler.after(
        delay,
        () -> {
          if (!closed.get()) {
            task.run();
          }
        });
  }

  @Override
  public Cancellable every(Duration pause, Runnable task) {
    AtomicBoolean cancelled = new AtomicBoolean();
    repeat(cancelled, pause, task);
    return () -> cancelled.set(true);
  }

  @Override
  public void close() {
    closed.set(true);
  }

  private void repeat(AtomicBoolean cancelled, Duration pause, Runnable task) {
    after(
        pause,
        () -> {
          if (!cancelled.get()) {
            try {
              task.run();
            } finally {
              repeat(cancelled, pause, task);
            }
          }
        });
  }
}
