package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The first call of a session that finds no broker, and has one started that takes its time.
final class SlowBrokerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SLACK = Duration.ofMillis(200);

  private final ClientHome home = ClientHome.create();

  @AfterEach
  void closeHome() {
    home.close();
  }

  @Test
  void the_first_call_waits_for_the_broker() throws Exception {
    try (AgentSession session = start(1)) {
      long begin = System.nanoTime();
      ToolResult first = session.call("list_peers", Map.of());
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      // On a machine that is busy the broker may need more than the session's patience.
      assertThat(!first.isError() || took.compareTo(PATIENCE.minus(SLACK)) > 0)
          .as("%s after %s", first.text(), took)
          .isTrue();
      session.id();
    }
  }

  @Test
  void a_broker_that_takes_too_long_is_said_to_be_away_and_used_once_it_is_there()
      throws Exception {
    try (AgentSession session = start(6)) {
      long begin = System.nanoTime();
      ToolResult first = session.call("list_peers", Map.of());
      assertThat(first).isEqualTo(new ToolResult("Not registered with broker yet", true));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(PATIENCE.minus(SLACK));
      await("the registration")
          .atMost(AgentSession.PATIENCE)
          .until(() -> !session.call("list_peers", Map.of()).isError());
    }
  }

  /// A session of a copy of the distribution whose brokers start so many seconds late.
  private AgentSession start(int seconds) throws IOException {
    Path real = ClientHome.launcher().resolve("../..").normalize();
    home.withoutCaches();
    Path copy = home.folder("dist");
    Path launcher = Files.createDirectories(copy.resolve("bin")).resolve("peers");
    Files.createSymbolicLink(copy.resolve("lib"), real.resolve("lib"));
    String late = "#!/bin/sh\n[ \"$1\" != broker ] || sleep " + seconds + "\n";
    Files.writeString(launcher, late + Files.readString(ClientHome.launcher()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    return AgentSession.start(
            home,
            "engine",
            List.of(launcher.toString(), "mcp", "--client-type", "codex"),
            Map.of(),
            "\"$@\"; exit $?")
        .shakeHands();
  }
}
