package dev.peers.core.system;

import dev.peers.core.port.Scheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A scheduler with one daemon thread of its own, which starts with the first task. A task that
/// throws is logged and holds up nothing else. Once it is closed, no task starts any more. Safe
/// from any thread.
public final class ThreadScheduler implements Scheduler {
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("peers-scheduler").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  public ThreadScheduler() {
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    return cancelling(executor.schedule(() -> run(task), nanos(delay), TimeUnit.NANOSECONDS));
  }

  @Override
  public Cancellable every(Duration pause, Runnable task) {
    long nanos = Math.max(1, nanos(pause));
    return cancelling(
        executor.scheduleWithFixedDelay(() -> run(task), nanos, nanos, TimeUnit.NANOSECONDS));
  }

  /// Drops what waits. A task that runs is neither interrupted nor waited for.
  @Override
  public void close() {
    executor.shutdown();
  }

  private static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }

  private static Cancellable cancelling(Future<?> future) {
    return () -> future.cancel(false);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      System.getLogger("dev.peers.core")
          .log(System.Logger.Level.ERROR, "A scheduled task failed", e);
    }
  }
}
