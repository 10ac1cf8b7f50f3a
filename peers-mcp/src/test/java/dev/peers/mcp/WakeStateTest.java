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
    state.waking(7);
    assertThat(state.isUnanswered()).isTrue();
    assertThat(state.upTo()).isEqualTo(7);
    assertThat(state.answered(7)).isFalse();
    assertThat(state.isUnanswered()).isFalse();
  }

  @Test
  void mail_that_came_while_the_agent_was_reading_is_told_of() {
    WakeState state = new WakeState(Duration.ofMinutes(5));
    state.waking(7);
    assertThat(state.cover(8)).isTrue();
    assertThat(state.answered(7)).isTrue();
    assertThat(state.answered(7)).isFalse();
    assertThat(state.cover(8)).isFalse();
    state.waking(8);
    assertThat(state.cover(9)).isTrue();
    assertThat(state.answered(9)).isFalse();
  }

  @Test
  void a_wake_that_failed_covers_nothing() {
    WakeState state = new WakeState(Duration.ofMinutes(5));
    state.waking(7);
    state.failed();
    assertThat(state.isUnanswered()).isFalse();
    assertThat(state.answered(6)).isFalse();
  }

  @Test
  void a_wake_that_nobody_answers_covers_new_mail_for_a_time_only() {
    WakeState state = new WakeState(Duration.ofMillis(20));
    state.waking(7);
    await().atMost(Duration.ofSeconds(10)).until(() -> !state.isUnanswered());
    state.waking(8);
    assertThat(state.upTo()).isEqualTo(8);
  }

  @Test
  void five_minutes_are_the_default() {
    assertThat(McpTimings.DEFAULTS.wakeAgain()).isEqualTo(Duration.ofMinutes(5));
  }
}
