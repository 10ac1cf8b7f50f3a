package dev.peers.cli.daemon;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StartupPreloadIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @SuppressWarnings("UnusedVariable")
  private static final List<String> NAMES = Preload.CLASSES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void every_class_that_is_loaded_beforehand_still_exists(String name) {
    assertThatCode(() -> Class.forName(name)).doesNotThrowAnyException();
  }

  @Test
  void it_ends() {
    assertThatCode(() -> Preload.start().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        .doesNotThrowAnyException();
  }
}
