package dev.peers.testkit;

import dev.peers.core.port.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// A scheduler without threads: what is due runs within [#advance], on the thread that calls it.
/// Scheduling and cancelling are safe from any thread.
public final class ManualScheduler implements Scheduler {
  private final ManualClock clock;
  private final Object lock = new Object();
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::order));
  private long scheduled;
  private boolean closed;

  public ManualScheduler(ManualClock clock) {
    this.clock = clock;
  }

  /// Moves the clock on and runs what becomes due on the way, in order, each task when the clock
  /// shows its time. What a task schedules runs too if it is due by the end.
  ///
  /// @throws RuntimeException the first one that a task throws; the clock stays there then
  public void advance(Duration step) {
    Instant end = clock.instant().plus(step);
    Optional<Task> next = takeDue(end);
    while (next.isPresent()) {
      next.get().run();
      next = takeDue(end);
    }
    if (clock.instant().isBefore(end)) {
      clock.set(end);
    }
  }

  /// Moves the clock on to the next task that is due by `end` and runs it; without one, moves it to
  /// `end`.
  ///
  /// @return whether there was one
  public boolean advanceToNext(Instant end) {
    Optional<Task> next = takeDue(end);
    next.ifPresent(Task::run);
    if (next.isEmpty() && clock.instant().isBefore(end)) {
      clock.set(end);
    }
    return next.isPresent();
  }

  /// How many tasks wait, those that repeat among them.
  public int waiting() {
    synchronized (lock) {
      return (int) tasks.stream().filter(task -> !task.cancelled.get()).count();
    }
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    return add(new AtomicBoolean(), delay, task);
  }

  @Override
  public Cancellable every(Duration pause, Runnable task) {
    AtomicBoolean cancelled = new AtomicBoolean();
    return repeat(cancelled, pause, task);
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      tasks.clear();
    }
  }

  public boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private Cancellable repeat(AtomicBoolean cancelled, Duration pause, Runnable task) {
    return add(
        cancelled,
        pause,
        () -> {
          try {
            task.run();
          } finally {
            if (!cancelled.get()) {
              repeat(cancelled, pause, task);
            }
          }
        });
  }

  private Cancellable add(AtomicBoolean cancelled, Duration delay, Runnable work) {
    synchronized (lock) {
      if (!closed) {
        tasks.add(new Task(clock.instant().plus(delay), scheduled++, cancelled, work));
      }
    }
    return () -> cancelled.set(true);
  }

  private Optional<Task> takeDue(Instant end) {
    synchronized (lock) {
      Task first = tasks.peek();
      if (first == null || first.due.isAfter(end)) {
        return Optional.empty();
      }
      tasks.remove();
      if (clock.instant().isBefore(first.due)) {
        clock.set(first.due);
      }
      return Optional.of(first);
    }
  }

  private record Task(Instant due, long order, AtomicBoolean cancelled, Runnable work) {
    void run() {
      if (!cancelled.get()) {
        work.run();
      }
    }
  }
}
