package dev.peers.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateWindowTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RateWindow window = new RateWindow();

  private boolean take(Duration after) {
    return window.tryTake(2, START.plus(after));
  }

  @Test
  void the_window_slides() {
    assertThat(take(Duration.ZERO)).isTrue();
    assertThat(take(Duration.ofSeconds(30))).isTrue();
    assertThat(take(Duration.ofSeconds(59))).isFalse();
    assertThat(take(Duration.ofSeconds(60))).isTrue();
    assertThat(take(Duration.ofSeconds(61))).isFalse();
    assertThat(take(Duration.ofSeconds(90))).isTrue();
  }

  @Test
  void what_was_not_used_is_given_back() {
    take(Duration.ZERO);
    take(Duration.ZERO);
    window.giveBack();

    assertThat(take(Duration.ofSeconds(1))).isTrue();
    assertThat(take(Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void a_clock_that_was_set_back_silences_nobody() {
    take(Duration.ofHours(1));
    take(Duration.ofHours(1));

    assertThat(take(Duration.ZERO)).isTrue();
  }
}
