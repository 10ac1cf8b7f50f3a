package dev.peers.transport.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Pace pace = new Pace(60, 3);

  @Test
  void a_burst_is_due_at_once_and_what_follows_one_after_the_other() {
    long now = 1_000 * SECOND;
    for (int i = 0; i < 3; i++) {
      assertThat(pace.nanosUntilNext(now)).isZero();
      pace.count(1);
    }
    assertThat(pace.nanosUntilNext(now)).isEqualTo(SECOND);
    pace.count(1);
    assertThat(pace.nanosUntilNext(now)).isEqualTo(2 * SECOND);
    assertThat(pace.nanosUntilNext(now + SECOND)).isEqualTo(SECOND);
    assertThat(pace.nanosUntilNext(now + 2 * SECOND)).isZero();
  }

  @Test
  void what_counts_as_many_is_waited_for_afterwards() {
    assertThat(pace.nanosUntilNext(SECOND)).isZero();
    pace.count(10);
    assertThat(pace.nanosUntilNext(SECOND)).isEqualTo(8 * SECOND);
  }

  @Test
  void being_quiet_earns_a_burst_and_no_more() {
    pace.nanosUntilNext(SECOND);
    pace.count(3);
    long later = 1_000_000 * SECOND;
    assertThat(pace.nanosUntilNext(later)).isZero();
    pace.count(3);
    assertThat(pace.nanosUntilNext(later)).isEqualTo(SECOND);
  }
}
