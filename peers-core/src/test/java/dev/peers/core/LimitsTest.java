package dev.peers.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
  static List<RecordComponent> limits() {
    return List.of(Limits.class.getRecordComponents());
  }

  @ParameterizedTest
  @MethodSource("limits")
  void a_copy_differs_in_the_one_limit_that_was_changed(RecordComponent limit) throws Exception {
    Object other = limit.getType() == int.class ? (Object) 77 : Duration.ofMinutes(77);
    String name = limit.getName();
    Limits copy =
        (Limits)
            Limits.class
                .getMethod(
                    "with" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    limit.getType())
                .invoke(Limits.DEFAULTS, other);
    for (RecordComponent each : limits()) {
      Object expected =
          each.getName().equals(name) ? other : each.getAccessor().invoke(Limits.DEFAULTS);
      assertThat(each.getAccessor().invoke(copy)).as(each.getName()).isEqualTo(expected);
    }
  }
}
