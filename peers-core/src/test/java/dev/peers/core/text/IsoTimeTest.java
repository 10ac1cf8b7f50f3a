package dev.peers.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
  private static final LocalDate FIRST = LocalDate.of(0, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  @Test
  void every_day_of_an_era_is_the_platforms() {
    LocalDate end = LocalDate.of(2301, 1, 1);
    for (LocalDate day = LocalDate.of(1900, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
      Instant time = day.atStartOfDay().toInstant(ZoneOffset.UTC);
      assertThat(IsoTime.seconds(time)).startsWith(day.toString()).endsWith("T00:00:00Z");
      assertThat(IsoTime.parse(IsoTime.millis(time))).isEqualTo(time);
    }
  }

  @Test
  void any_time_is_the_platforms() {
    Random random = new Random(7);
    long first = FIRST.toEpochDay() * 86_400;
    long end = (LAST.toEpochDay() + 1) * 86_400;
    for (int i = 0; i < 100_000; i++) {
      Instant time =
          Instant.ofEpochSecond(random.nextLong(first, end), random.nextInt(1_000_000_000));
      Instant toMillis = time.truncatedTo(ChronoUnit.MILLIS);
      assertThat(IsoTime.seconds(time)).isEqualTo(time.truncatedTo(ChronoUnit.SECONDS).toString());
      assertThat(Instant.parse(IsoTime.millis(time))).isEqualTo(toMillis);
      assertThat(IsoTime.parse(IsoTime.millis(time))).isEqualTo(toMillis);
    }
  }

  @Test
  void times_that_need_more_digits_are_written_as_the_platform_does() {
    Instant far = Instant.parse("+12345-06-07T08:09:10.5Z");

    assertThat(IsoTime.millis(far)).isEqualTo(far.toString());
    assertThat(IsoTime.seconds(far)).isEqualTo("+12345-06-07T08:09:10Z");
    assertThat(IsoTime.seconds(Instant.parse("-0001-01-01T00:00:00Z")))
        .isEqualTo("-0001-01-01T00:00:00Z");
  }

  @Test
  void other_notations_are_read_too() {
    assertThat(IsoTime.parse("2026-06-06T15:43:56Z"))
        .isEqualTo(Instant.parse("2026-06-06T15:43:56Z"));
    assertThat(IsoTime.parse("2026-06-06T15:43:56.123456Z"))
        .isEqualTo(Instant.parse("2026-06-06T15:43:56.123456Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T00:00:00.000Z",
        "2025-02-29T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-00-01T00:00:00.000Z",
        "2026-01-00T00:00:00.000Z",
        "2026-01-01T25:00:00.000Z",
        "2026-01-01T00:60:00.000Z",
        "2026-01-01T00:00:61.000Z",
        "2026-01-01T00:00:00.0x0Z",
        "yesterday",
        ""
      })
  void what_is_no_time_is_refused(String text) {
    assertThatThrownBy(() -> IsoTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
