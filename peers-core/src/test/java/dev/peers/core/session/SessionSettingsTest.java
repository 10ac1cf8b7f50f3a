package dev.peers.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {
  private static final SessionSettings DEFAULTS = SessionSettings.DEFAULTS;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void a_copy_differs_in_what_was_changed() {
    assertThat(DEFAULTS.withHeartbeat(MINUTE))
        .isEqualTo(
            new SessionSettings(
                DEFAULTS.scheduler(),
                DEFAULTS.listeners(),
                MINUTE,
                DEFAULTS.firstRetry(),
                DEFAULTS.maxRetry(),
                DEFAULTS.buffer()));
    assertThat(DEFAULTS.withRetries(MINUTE, MINUTE).withBuffer(7))
        .isEqualTo(
            new SessionSettings(
                DEFAULTS.scheduler(),
                DEFAULTS.listeners(),
                DEFAULTS.heartbeat(),
                MINUTE,
                MINUTE,
                7));
  }

  @Test
  void what_makes_no_sense_is_refused_by_its_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withHeartbeat(Duration.ZERO))
        .withMessageContaining("heartbeat");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withRetries(MINUTE.negated(), MINUTE))
        .withMessageContaining("firstRetry");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withBuffer(0))
        .withMessageContaining("buffer");
  }
}
