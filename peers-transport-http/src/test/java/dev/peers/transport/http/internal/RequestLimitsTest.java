package dev.peers.transport.http.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.protocol.Setting;
import dev.peers.protocol.Settings;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is too much or takes too long: bodies, headers, connections and requests.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RequestLimitsTest {
  private static final HttpLimits LIMITS = HttpLimits.DEFAULTS;
  private static final HttpLimits HASTY =
      LIMITS.withTimeouts(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMinutes(1));
  private static final String HEARTBEAT = "{\"id\":\"0123abcd\"}";

  @TempDir Path folder;

  @Test
  void a_body_of_the_longest_length_arrives() throws Exception {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      String text = "x".repeat(9000);
      String message =
          "{\"from_id\":\"cli\",\"to_id\":\"0123abcd\",\"text\":\"%s\"}".formatted(text);
      String padding = " ".repeat(LIMITS.bodyBytes() - message.length());
      client.post("/send-message", message + padding);
      assertThat(client.response()).startsWith("HTTP/1.1 200");
      assertThat(server.broker.texts.poll(5, SECONDS)).isEqualTo(text);
    }
  }

  @Test
  void a_longer_body_is_refused_with_413_which_a_client_sees_that_writes_first()
      throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      client.post("/send-message", "x".repeat(LIMITS.bodyBytes() + 1));
      assertThat(client.rest())
          .startsWith("HTTP/1.1 413")
          .contains("longer than 1048576 bytes", "message_too_large");
    }
  }

  @Test
  void a_chunked_body_beyond_the_limit_is_refused_with_413() throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS.withBodyBytes(1000));
        RawClient client = server.connect()) {
      client.send(
          "POST /send-message HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 30; i++) {
        client.send("64\r\n" + "x".repeat(100) + "\r\n");
      }
      client.send("0\r\n\r\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 413").contains("longer than 1000 bytes");
    }
  }

  @Test
  void chunks_without_end_are_refused_and_nothing_is_printed() throws IOException {
    PrintStream usual = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (TestListener server = new TestListener(folder, LIMITS.withBodyBytes(1_000));
        RawClient client = server.connect()) {
      client
          .send("POST /heartbeat HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
          .send("fffffffffff\r\n");
      assertThatThrownBy(
              () -> {
                while (true) {
                  client.send(new byte[1 << 16]);
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(client.response()).startsWith("HTTP/1.1 413");
      assertThat(client.rest()).isEmpty();
    } finally {
      System.setErr(usual);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void a_client_that_was_refused_may_not_go_on_with_its_request_for_ever() throws Exception {
    try (TestListener server = new TestListener(folder, HASTY.withRequestsPerMinute(1));
        RawClient client = server.connect()) {
      client.post("/heartbeat", HEARTBEAT);
      server.broker.heartbeats.poll(5, SECONDS).complete(Outcome.done(Nothing.NOTHING));
      client.response();
      client.send(RawClient.head("/heartbeat", 1_000_000_000_000L));
      assertThat(client.response()).startsWith("HTTP/1.1 429");
      assertThatThrownBy(
              () -> {
                while (true) {
                  client.send(new byte[1 << 16]);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void an_absurd_length_is_refused_at_once() throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      client.send(RawClient.head("/send-message", 1L << 40) + "x");
      assertThat(client.rest()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void headers_beyond_the_limit_are_told_so_and_end_the_connection() throws IOException {
    for (String head : List.of("GET /health", "GET /health?" + "q".repeat(5_000))) {
      try (TestListener server = new TestListener(folder, LIMITS);
          RawClient client = server.connect()) {
        String more = " HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(16_384) + "\r\n\r\n";
        client.send(head + more).get("/health");
        assertThat(client.response())
            .startsWith("HTTP/1.1 431")
            .contains("the head of the request is longer than 16384 bytes");
        assertThat(client.rest()).isEmpty();
      }
    }
  }

  @Test
  void headers_far_beyond_the_limit_end_the_connection() throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS);
        RawClient client = server.connect()) {
      client.send(
          "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(50_000) + "\r\n\r\n");
      assertThat(client.rest()).doesNotContain("200 OK");
    }
  }

  @Test
  void a_body_that_does_not_arrive_in_time_is_answered_with_408() throws IOException {
    try (TestListener server = new TestListener(folder, HASTY);
        RawClient client = server.connect()) {
      client.send(RawClient.head("/send-message", 1000) + "{");
      assertThat(client.rest()).startsWith("HTTP/1.1 408").contains("took too long");
      await().until(() -> server.listener.connections() == 0);
    }
  }

  @Test
  void headers_that_do_not_arrive_in_time_end_the_connection() throws IOException {
    try (TestListener server = new TestListener(folder, HASTY);
        RawClient client = server.connect()) {
      client.send("GET /health HTTP/1.1\r\nHost: loc");
      assertThat(client.rest()).doesNotContain("200 OK");
      await().until(() -> server.listener.connections() == 0);
    }
  }

  @Test
  void an_idle_connection_is_closed_in_the_end() throws IOException {
    HttpLimits limits =
        LIMITS.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300));
    try (TestListener server = new TestListener(folder, limits);
        RawClient client = server.connect()) {
      client.get("/health").response();
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void a_connection_idle_for_longer_than_the_other_times_is_still_served() throws Exception {
    try (TestListener server = new TestListener(folder, HASTY);
        RawClient client = server.connect()) {
      client.get("/health").response();
      long start = System.nanoTime();
      await().until(() -> System.nanoTime() - start > SECONDS.toNanos(1));
      assertThat(client.get("/health").response()).startsWith("HTTP/1.1 200");
      client.post("/heartbeat", HEARTBEAT);
      CompletableFuture<Outcome<Nothing>> slow = server.broker.heartbeats.poll(5, SECONDS);
      long asked = System.nanoTime();
      await().until(() -> System.nanoTime() - asked > SECONDS.toNanos(1));
      slow.complete(Outcome.done(Nothing.NOTHING));
      assertThat(client.response()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void hundreds_of_idle_connections_hinder_nobody() throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS)) {
      List<RawClient> idle = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        RawClient client = server.connect();
        client.get("/health").response();
        idle.add(client);
      }
      assertThat(server.listener.connections()).isEqualTo(300);
      assertThat(idle.get(150).get("/health").response()).startsWith("HTTP/1.1 200");
      for (RawClient client : idle) {
        client.close();
      }
      await().until(() -> server.listener.connections() == 0);
    }
  }

  @Test
  void connections_beyond_the_limit_are_told_so_and_there_is_room_again_later() throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS.withConnections(2));
        RawClient first = server.connect()) {
      try (RawClient second = server.connect();
          RawClient third = server.connect()) {
        first.get("/health").response();
        second.get("/health").response();
        assertThat(third.get("/health").rest())
            .startsWith("HTTP/1.1 503")
            .contains("too many connections")
            .contains("\"reason\":\"busy\"");
      }
      await().until(() -> server.listener.connections() == 1);
      try (RawClient fourth = server.connect()) {
        assertThat(fourth.get("/health").response()).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void a_connection_carries_so_many_requests_a_minute_and_others_are_not_concerned()
      throws IOException {
    try (TestListener server = new TestListener(folder, LIMITS.withRequestsPerMinute(20));
        RawClient busy = server.connect();
        RawClient other = server.connect()) {
      for (int i = 0; i < 20; i++) {
        assertThat(busy.get("/health").response()).startsWith("HTTP/1.1 200");
      }
      assertThat(busy.get("/health").response())
          .startsWith("HTTP/1.1 429")
          .contains("Retry-After: 1", "max 20 requests per minute", "\"reason\":\"rate_limited\"");
      assertThat(other.get("/health").response()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_connection_that_asks_without_a_pause_waits_for_its_turn_and_others_do_not()
      throws IOException {
    try (TestListener server = new TestListener(folder, steady(1, 5));
        RawClient busy = server.connect();
        RawClient other = server.connect()) {
      for (int i = 0; i < 5; i++) {
        assertThat(busy.get("/health").response()).startsWith("HTTP/1.1 200");
      }
      busy.get("/health");
      for (int i = 0; i < 5; i++) {
        assertThat(other.get("/health").response()).startsWith("HTTP/1.1 200");
      }
      assertThat(busy.hasAnswer(Duration.ofMillis(200))).isFalse();
    }
  }

  private static HttpLimits steady(int perMinute, int burst) {
    return HttpLimits.of(
        Settings.of(
            Map.of(
                Setting.HOME.variable(),
                "/",
                Setting.STEADY_RATE.variable(),
                Integer.toString(perMinute),
                Setting.STEADY_BURST.variable(),
                Integer.toString(burst))));
  }

  @Test
  void what_had_to_wait_is_answered_in_order_and_a_client_that_goes_meanwhile_leaves_nothing()
      throws IOException {
    try (TestListener server = new TestListener(folder, steady(3_000, 1))) {
      try (RawClient busy = server.connect()) {
        try (RawClient gone = server.connect()) {
          for (int i = 0; i < 10; i++) {
            busy.get("/health");
            gone.get("/health");
          }
        }
        for (int i = 0; i < 10; i++) {
          assertThat(busy.response()).startsWith("HTTP/1.1 200");
        }
      }
      await().until(() -> server.listener.connections() == 0);
    }
  }

  @Test
  void large_bodies_that_do_not_end_share_what_is_held_and_small_ones_pass() throws Exception {
    try (TestListener server = new TestListener(folder, LIMITS.withBufferedBytes(1 << 20))) {
      List<RawClient> slow = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        slow.add(
            server
                .connect()
                .send(RawClient.head("/send-message", 1 << 20) + " ".repeat(200 << 10)));
      }
      assertThat(slow.stream().filter(client -> isRefused(client)).count())
          .isGreaterThanOrEqualTo(2);
      try (RawClient usual = server.connect()) {
        String text = "x".repeat(9000);
        usual.post(
            "/send-message",
            "{\"from_id\":\"cli\",\"to_id\":\"0123abcd\",\"text\":\"%s\"}".formatted(text));
        assertThat(usual.response()).startsWith("HTTP/1.1 200");
      }
      for (RawClient client : slow) {
        client.close();
      }
      await().until(() -> server.listener.held() == 0);
    }
  }

  /// The broker answers such a one at once, and waits for the rest of the others.
  private static boolean isRefused(RawClient client) {
    try {
      return client.hasAnswer(Duration.ofSeconds(2))
          && client.response().startsWith("HTTP/1.1 503");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
