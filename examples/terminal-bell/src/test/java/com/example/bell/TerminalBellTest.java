package com.example.bell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.testkit.InMemoryPeerStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalBellTest {
  private static final WakeEndpoint THREAD =
      new WakeEndpoint(WakeTransport.CODEX_QUEUE, "thread-1", Optional.empty());

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);

  @Test
  void the_bell_rings_when_mail_comes() {
    // region use
    try (Broker broker =
        Peers.builder()
            .store(new InMemoryPeerStore())
            .notifier(new TerminalBell(terminal))
            .open()) {
      // endregion
      broker
          .register(RegisterRequest.program("worker", "/work/app").withWake(THREAD))
          .toCompletableFuture()
          .join()
          .orThrow();

      Sent sent =
          broker
              .send(SendRequest.of(Caller.CLI, "worker", "Are you there?"))
              .toCompletableFuture()
              .join()
              .orThrow();

      assertThat(sent.wake().status()).isEqualTo(WakeStatus.QUEUED);
      assertThat(shown.toString(StandardCharsets.UTF_8))
          .startsWith("\u0007")
          .doesNotContain("Are you there?");
    }
  }
}
