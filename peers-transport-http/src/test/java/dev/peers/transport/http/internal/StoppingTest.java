package dev.peers.transport.http.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StoppingTest {
  private static final String HEARTBEAT = "{\"id\":\"0123abcd\"}";

  @TempDir Path folder;

  @Test
  void requests_under_way_are_answered_before_the_listener_stops() throws Exception {
    try (TestListener server = new TestListener(folder, HttpLimits.DEFAULTS)) {
      List<RawClient> clients = new ArrayList<>();
      List<CompletableFuture<Outcome<Nothing>>> heartbeats = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        clients.add(server.connect().post("/heartbeat", HEARTBEAT));
        heartbeats.add(server.broker.heartbeats.poll(5, SECONDS));
      }
      CompletableFuture<Boolean> stopped =
          CompletableFuture.supplyAsync(() -> server.listener.stop(Duration.ofSeconds(10)));
      await().until(() -> isRefused(server));
      heartbeats.forEach(heartbeat -> heartbeat.complete(Outcome.done(Nothing.NOTHING)));
      for (RawClient client : clients) {
        assertThat(client.rest()).startsWith("HTTP/1.1 200").contains("\"ok\":true");
        client.close();
      }
      assertThat(stopped.get(10, SECONDS)).isTrue();
    }
  }

  private static boolean isRefused(TestListener server) {
    try (RawClient client = server.connect()) {
      return !client.get("/health").rest().contains("200 OK");
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void a_request_on_an_old_connection_is_refused_while_the_listener_stops() throws Exception {
    try (TestListener server = new TestListener(folder, HttpLimits.DEFAULTS);
        RawClient waiting = server.connect();
        RawClient late = server.connect()) {
      late.get("/health").response();
      waiting.post("/heartbeat", HEARTBEAT);
      CompletableFuture<Outcome<Nothing>> heartbeat = server.broker.heartbeats.poll(5, SECONDS);
      CompletableFuture<Boolean> stopped =
          CompletableFuture.supplyAsync(() -> server.listener.stop(Duration.ofSeconds(10)));
      await().until(() -> isRefused(server));
      await()
          .untilAsserted(
              () ->
                  assertThat(late.get("/health").response())
                      .startsWith("HTTP/1.1 503")
                      .contains("closing"));
      heartbeat.complete(Outcome.done(Nothing.NOTHING));
      assertThat(stopped.get(10, SECONDS)).isTrue();
    }
  }

  @Test
  void a_request_without_end_does_not_hold_the_listener_up_for_ever() throws Exception {
    try (TestListener server = new TestListener(folder, HttpLimits.DEFAULTS);
        RawClient client = server.connect()) {
      client.post("/heartbeat", HEARTBEAT);
      server.broker.heartbeats.poll(5, SECONDS);
      assertThat(server.listener.stop(Duration.ofMillis(200))).isFalse();
      assertThat(client.rest()).isEmpty();
      assertThat(server.listener.stop(Duration.ofMillis(200))).isFalse();
    }
  }

  @Test
  void idle_connections_are_closed_at_once() throws Exception {
    try (TestListener server = new TestListener(folder, HttpLimits.DEFAULTS);
        RawClient client = server.connect()) {
      client.get("/health").response();
      assertThat(server.listener.stop(Duration.ofSeconds(5))).isTrue();
      assertThat(client.rest()).isEmpty();
      assertThat(server.listener.connections()).isZero();
      assertThatThrownBy(server::connect).isInstanceOf(IOException.class);
    }
  }
}
