package dev.peers.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.port.Scheduler.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManualSchedulerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final ManualScheduler scheduler = new ManualScheduler(clock);
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasks_run_in_order_of_their_time_and_then_of_scheduling() {
    scheduler.after(SECOND.multipliedBy(2), () -> ran.add("late"));
    scheduler.after(SECOND, () -> ran.add("first"));
    scheduler.after(SECOND, () -> ran.add("second"));
    scheduler.advance(SECOND.multipliedBy(2));
    assertThat(ran).containsExactly("first", "second", "late");
  }

  @Test
  void nothing_runs_before_its_time_and_the_clock_shows_that_time() {
    Instant start = clock.instant();
    List<Instant> times = new ArrayList<>();
    scheduler.after(SECOND, () -> times.add(clock.instant()));
    scheduler.advance(Duration.ofMillis(999));
    assertThat(times).isEmpty();
    scheduler.advance(SECOND.multipliedBy(10));
    assertThat(times).containsExactly(start.plus(SECOND));
    assertThat(clock.instant()).isEqualTo(start.plusMillis(10_999));
  }

  @Test
  void a_repeated_task_runs_until_it_is_cancelled() {
    Cancellable repeated = scheduler.every(SECOND, () -> ran.add("again"));
    scheduler.advance(SECOND.multipliedBy(3));
    assertThat(ran).hasSize(3);
    repeated.cancel();
    repeated.cancel();
    scheduler.advance(SECOND.multipliedBy(3));
    assertThat(ran).hasSize(3);
    assertThat(scheduler.waiting()).isZero();
  }

  @Test
  void what_a_task_schedules_runs_on_the_same_way() {
    scheduler.after(SECOND, () -> scheduler.after(SECOND, () -> ran.add("second step")));
    scheduler.advance(SECOND.multipliedBy(2));
    assertThat(ran).containsExactly("second step");
  }

  @Test
  void once_closed_it_runs_nothing() {
    scheduler.after(SECOND, () -> ran.add("never"));
    scheduler.close();
    scheduler.every(SECOND, () -> ran.add("never"));
    scheduler.advance(SECOND.multipliedBy(5));
    assertThat(ran).isEmpty();
    assertThat(scheduler.isClosed()).isTrue();
  }
}
