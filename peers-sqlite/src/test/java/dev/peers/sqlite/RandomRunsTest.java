package dev.peers.sqlite;

import dev.peers.testkit.model.RandomRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The core on the real store under random scripts, its database closed and opened many times.
class RandomRunsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  @Test
  void the_core_keeps_its_promises_on_a_database(@TempDir Path folder) {
    AtomicInteger runs = new AtomicInteger();
    RandomRuns.steps(Integer.getInteger("peers.model.steps", 1_000))
        .seed(Long.getLong("peers.model.seed", 1_000))
        .within(A_WHILE)
        .stores(
            () -> {
              Path file = folder.resolve("run-" + runs.incrementAndGet() + ".db");
              return () -> SqlitePeerStore.open(file);
            })
        .check();
  }
}
