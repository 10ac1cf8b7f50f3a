package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WakeStateTest {
  @Test
  void a_wake_covers_new_mail_until_it_is_answered() {
    WakeState state = new WakeState(Duration.ofMinutes(5));
    assertThat(state.isUnanswered()).isFalse();
    state.woken(7);
    assertThat(state.isUnanswered()).isTrue();
    assertThat(state.upTo()).isEqualTo(7);
    state.answered();
    assertThat(state.isUnanswered()).isFalse();
  }

  @Test
  void a_wake_that_nobody_answers_covers_new_mail_for_a_time_only() {
    WakeState state = new WakeState(Duration.ofMillis(20));
    state.woken(7);
    await().atMost(Duration.ofSeconds(10)).until(() -> !state.isUnanswered());
    state.woken(8);
    assertThat(state.upTo()).isEqualTo(8);
  }

  @Test
  void five_minutes_are_the_default() {
    assertThat(McpTimings.DEFAULTS.wakeAgain()).isEqualTo(Duration.ofMinutes(5));
  }
}
