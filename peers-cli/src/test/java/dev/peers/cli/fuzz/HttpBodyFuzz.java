package dev.peers.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.Peers;
import dev.peers.protocol.Answer;
import dev.peers.protocol.BrokerApi;
import dev.peers.testkit.FakeProcessInspector;
import dev.peers.testkit.FakeRepositories;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.ManualClock;
import dev.peers.testkit.ManualScheduler;
import dev.peers.testkit.SequentialIds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Bodies of requests, each to every endpoint of a broker in memory: no body is a fault of the
/// broker, and every answer is JSON.
public final class HttpBodyFuzz {
  private static final List<String> PATHS =
      List.of(
          "/register",
          "/heartbeat",
          "/set-summary",
          "/list-peers",
          "/send-message",
          "/poll-messages",
          "/fetch-messages",
          "/ack-messages",
          "/message-history",
          "/set-wake",
          "/unread-summary",
          "/unregister",
          "/kill-peer",
          "/delivery-report");

  private HttpBodyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    ManualClock clock = new ManualClock();
    FakeProcessInspector processes = new FakeProcessInspector();
    processes.start(1);
    try (Broker broker =
        Peers.builder()
            .store(new InMemoryPeerStore())
            .processes(processes)
            .repositories(new FakeRepositories())
            .ids(new SequentialIds())
            .clock(clock)
            .scheduler(new ManualScheduler(clock))
            .writer(Runnable::run)
            .open()) {
      BrokerApi api = new BrokerApi(broker, "1", () -> {});
      for (String path : PATHS) {
        Answer answer =
            api.answer("POST", path, Optional.of("s"), input).toCompletableFuture().join();
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.status()).as("%s: %s", path, body).isLessThan(500);
        assertThat(Oracle.read(answer.body())).as("%s: %s", path, body).isPresent();
      }
    }
  }
}
