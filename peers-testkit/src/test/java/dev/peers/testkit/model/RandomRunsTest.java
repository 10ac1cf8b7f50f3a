package dev.peers.testkit.model;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The core under random scripts. `-Dpeers.model.steps` and `-Dpeers.model.seed` ask for more.
class RandomRunsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(10);

  @Test
  void the_core_keeps_its_promises_through_thousands_of_steps() {
    Integer asked = Integer.getInteger("peers.model.steps");
    RandomRuns runs =
        asked == null ? RandomRuns.steps(5_000).within(A_WHILE) : RandomRuns.steps(asked);
    runs.seed(Long.getLong("peers.model.seed", 1)).check();
  }
}
