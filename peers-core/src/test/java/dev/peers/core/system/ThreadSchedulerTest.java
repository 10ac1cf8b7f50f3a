package dev.peers.core.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.port.Scheduler.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ThreadSchedulerTest {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration LATER = Duration.ofHours(1);

  private final ThreadScheduler scheduler = new ThreadScheduler();

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void a_task_runs_once_on_a_daemon_thread() throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    scheduler.after(SOON, () -> ran.complete(Thread.currentThread()));
    assertThat(ran.get(5, TimeUnit.SECONDS).isDaemon()).isTrue();
  }

  @Test
  void a_repeated_task_goes_on_after_it_failed() throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    scheduler.every(
        SOON,
        () -> {
          runs.countDown();
          throw new IllegalStateException("this failure is part of the test");
        });
    assertThat(runs.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_repeated_task_stops_when_it_is_cancelled_twice() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<Cancellable> self = new CompletableFuture<>();
    self.complete(
        scheduler.every(
            SOON,
            () -> {
              runs.incrementAndGet();
              self.join().cancel();
              self.join().cancel();
            }));
    // Three rounds of another task later, it had every chance to run again.
    rounds(3);
    rounds(3);
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_task_that_was_cancelled_never_runs() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    scheduler.after(Duration.ofMillis(20), runs::incrementAndGet).cancel();
    CompletableFuture<Boolean> after = new CompletableFuture<>();
    scheduler.after(Duration.ofMillis(30), () -> after.complete(true));
    after.get(5, TimeUnit.SECONDS);
    assertThat(runs).hasValue(0);
  }

  @Test
  void closing_drops_what_waits_and_refuses_nothing() {
    AtomicInteger runs = new AtomicInteger();
    scheduler.after(LATER, runs::incrementAndGet);
    scheduler.close();
    scheduler.close();
    scheduler.after(Duration.ZERO, runs::incrementAndGet).cancel();
    scheduler.every(Duration.ZERO, runs::incrementAndGet).cancel();
    assertThat(runs).hasValue(0);
  }

  private void rounds(int count) throws InterruptedException {
    CountDownLatch rounds = new CountDownLatch(count);
    Cancellable counting = scheduler.every(SOON, rounds::countDown);
    assertThat(rounds.await(5, TimeUnit.SECONDS)).isTrue();
    counting.cancel();
  }
}
