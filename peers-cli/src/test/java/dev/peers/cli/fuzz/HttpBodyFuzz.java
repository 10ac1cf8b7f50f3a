package dev.peers.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.protocol.Answer;
import dev.peers.protocol.BrokerApi;
import dev.peers.testkit.TestNetwork;
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
    try (TestNetwork network = TestNetwork.create()) {
      network.processes().start(1);
      BrokerApi api = new BrokerApi(network.broker(), "1", () -> {});
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
