package dev.peers.transport.http.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How requests are read and answered.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RequestsTest {
  private static final HttpLimits LIMITS = HttpLimits.DEFAULTS;
  private static final String HEARTBEAT = "{\"id\":\"0123abcd\"}";

  @TempDir Path folder;

  @Test
  void a_request_is_answered_with_the_version() throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      assertThat(client.get("/health").response())
          .startsWith("HTTP/1.1 200 OK")
          .contains("Peers-Version: 1.2.3", "Content-Type: application/json", "\"status\":\"ok\"");
    }
  }

  @Test
  void an_answer_may_come_later_from_another_thread() throws Exception {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      for (int i = 0; i < 200; i++) {
        client.post("/heartbeat", HEARTBEAT);
        CompletableFuture<Outcome<Nothing>> heartbeat = server.broker.heartbeats.poll(5, SECONDS);
        heartbeat.complete(Outcome.done(Nothing.NOTHING));
        assertThat(client.response()).startsWith("HTTP/1.1 200").contains("\"ok\":true");
      }
    }
  }

  @Test
  void a_fault_of_the_broker_is_answered_as_one() throws Exception {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      client.post("/heartbeat", HEARTBEAT);
      server.broker.heartbeats.poll(5, SECONDS).completeExceptionally(new AssertionError("oops"));
      assertThat(client.response())
          .startsWith("HTTP/1.1 500")
          .contains("\"reason\":\"fault\"")
          .doesNotContain("oops");
    }
  }

  @Test
  void requests_sent_at_once_are_answered_in_order() throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      String health = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
      String other = "GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n";
      client.send((health + other).repeat(50));
      for (int i = 0; i < 50; i++) {
        assertThat(client.response()).contains("\"status\"");
        assertThat(client.response()).contains("text/plain");
      }
    }
  }

  @Test
  void answers_larger_than_a_socket_takes_at_once_arrive_whole_and_in_order() throws Exception {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      StringBuilder large = new StringBuilder();
      for (int i = 0; large.length() < 3_000_000; i++) {
        large.append(i).append(' ');
      }
      server.broker.warnings = List.of(large.toString());
      client.get("/health").get("/health").get("/");
      assertThat(client.response()).contains(large);
      assertThat(client.response()).contains(large);
      assertThat(client.response()).contains("peers broker 1.2.3");
    }
  }

  @Test
  void a_client_that_has_closed_its_half_is_answered() throws Exception {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      client.post("/heartbeat", HEARTBEAT).halfClose();
      server.broker.heartbeats.poll(5, SECONDS).complete(Outcome.done(Nothing.NOTHING));
      assertThat(client.rest()).contains("\"ok\":true");
      await().until(() -> server.listener.connections() == 0);
    }
  }

  @Test
  void a_client_that_leaves_in_the_middle_leaves_nothing_behind() throws Exception {
    try (TestListener server = new TestListener(folder, LIMITS)) {
      for (int i = 0; i < 20; i++) {
        server.connect().send(RawClient.head("/send-message", 1000) + "{").close();
        server.connect().send("POST /hea").close();
        server.connect().post("/heartbeat", HEARTBEAT).close();
        server.broker.heartbeats.poll(5, SECONDS).complete(Outcome.done(Nothing.NOTHING));
      }
      await().until(() -> server.listener.connections() == 0);
      assertThat(server.listener.stop(Duration.ofSeconds(5))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xchunked", "gzip", "chunked, identity", "identity", "chunked, chunked"})
  void a_transfer_coding_but_chunked_is_refused_with_all_that_follows(String coding)
      throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      client
          .send(
              "POST /heartbeat HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
                  + coding
                  + "\r\n\r\n0\r\n\r\n")
          .get("/health");
      assertThat(client.response()).startsWith("HTTP/1.1 400").contains("chunked");
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void a_client_that_asks_whether_to_continue_is_told_to() throws Exception {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      client.send(
          RawClient.head("/send-message", 50)
              .replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
      assertThat(client.response()).startsWith("HTTP/1.1 100");
      String body = "{\"from_id\":\"cli\",\"to_id\":\"0123abcd\",\"text\":\"hi\"}";
      client.send(body + " ".repeat(50 - body.length()));
      assertThat(client.response()).startsWith("HTTP/1.1 200");
      assertThat(server.broker.texts.poll(5, SECONDS)).isEqualTo("hi");
    }
  }

  @Test
  void rubbish_ends_its_own_connection_only() throws IOException {
    Random random = new Random(1);
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient healthy = server.connect()) {
      for (int i = 0; i < 50; i++) {
        byte[] rubbish = new byte[200];
        random.nextBytes(rubbish);
        try (RawClient client = server.connect()) {
          client.send(rubbish).halfClose();
          assertThat(client.rest()).doesNotContain("200 OK");
        }
      }
      assertThat(healthy.get("/health").response()).startsWith("HTTP/1.1 200");
      await().until(() -> server.listener.connections() == 1);
    }
  }

  @Test
  void the_older_version_of_http_is_spoken_too() throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      client.send("GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n");
      assertThat(client.rest()).contains("200 OK");
    }
  }
}
