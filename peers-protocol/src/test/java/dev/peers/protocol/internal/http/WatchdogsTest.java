package dev.peers.protocol.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.Pipe;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WatchdogsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final Watchdogs watchdogs = new Watchdogs();

  @Test
  void a_channel_whose_time_is_up_is_closed_whatever_else_is_watched() throws Exception {
    try (Pipe.SourceChannel patient = source();
        Pipe.SourceChannel late = source();
        Watchdog first = watchdogs.over(patient, LONG)) {
      Watchdog second = watchdogs.over(late, SHORT);
      Awaitility.await().until(() -> !late.isOpen());
      assertThat(second.isExpired()).isTrue();
      assertThat(first.isExpired()).isFalse();
      assertThat(patient.isOpen()).isTrue();
    }
  }

  @Test
  void a_channel_that_was_called_off_stays_open() throws Exception {
    try (Pipe.SourceChannel answered = source();
        Pipe.SourceChannel late = source()) {
      Watchdog first = watchdogs.over(answered, SHORT);
      first.close();
      watchdogs.over(late, SHORT.multipliedBy(2));
      Awaitility.await().until(() -> !late.isOpen());
      assertThat(answered.isOpen()).isTrue();
      assertThat(first.isExpired()).isFalse();
    }
  }

  @Test
  void a_sign_of_life_starts_the_time_anew() throws Exception {
    try (Pipe.SourceChannel alive = source();
        Watchdog watchdog = watchdogs.over(alive, LONG)) {
      long end = watchdog.end();
      watchdog.signOfLife();
      assertThat(watchdog.end()).isGreaterThan(end);
    }
  }

  private static Pipe.SourceChannel source() throws Exception {
    Pipe pipe = Pipe.open();
    return pipe.source();
  }
}
