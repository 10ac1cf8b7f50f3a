package dev.peers.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final TokenBucket bucket = new TokenBucket();

  private boolean take(Duration after) {
    return bucket.tryTake(3, EVERY, START.plus(after));
  }

  private void empty() {
    for (int i = 0; i < 3; i++) {
      assertThat(take(Duration.ZERO)).isTrue();
    }
    assertThat(take(Duration.ZERO)).isFalse();
  }

  @Test
  void so_many_are_there_at_once_and_come_back_one_by_one() {
    empty();
    assertThat(bucket.untilNext(3, EVERY, START)).isEqualTo(EVERY);
    assertThat(bucket.untilNext(3, EVERY, START.plusSeconds(4))).isEqualTo(Duration.ofSeconds(6));
    assertThat(take(Duration.ofSeconds(10))).isTrue();
    assertThat(take(Duration.ofSeconds(10))).isFalse();
  }

  @Test
  void no_more_gather_than_there_is_room_for() {
    empty();
    for (int i = 0; i < 3; i++) {
      assertThat(take(Duration.ofDays(1))).isTrue();
    }
    assertThat(take(Duration.ofDays(1))).isFalse();
  }

  @Test
  void what_was_not_used_is_given_back() {
    empty();
    bucket.giveBack(EVERY);
    assertThat(take(Duration.ZERO)).isTrue();
    assertThat(take(Duration.ZERO)).isFalse();
  }

  @Test
  void a_clock_that_was_set_back_silences_nobody_for_longer() {
    empty();
    assertThat(take(Duration.ofHours(-1))).isFalse();
    assertThat(take(Duration.ofHours(-1).plusSeconds(10))).isTrue();
  }
}
