package dev.peers.transport.http.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.EventListener;
import dev.peers.core.PeerEvent;
import dev.peers.core.StoreException;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.Party;
import dev.peers.core.model.PeerId;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.RawClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EventStreamsTest {
  private static final HttpLimits LIMITS = HttpLimits.DEFAULTS;
  private static final HttpLimits QUIET =
      LIMITS.withStreams(10, LIMITS.streamQueueBytes(), Duration.ofMinutes(1));
  private static final PeerId PEER = new PeerId("0123abcd");

  @TempDir Path folder;

  private static PeerEvent message(long id, String text) {
    Message message =
        new Message(
            id,
            PEER,
            PEER,
            text,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    return new PeerEvent.MessageArrived(
        new Envelope(message, Party.unknown(PEER), Party.unknown(PEER)));
  }

  @Test
  void events_are_written_as_they_happen() throws Exception {
    try (TestListener server = new TestListener(folder, QUIET);
        RawClient client = server.connect()) {
      client.get("/events?id=0123abcd");
      EventListener listener = server.broker.listeners.poll(5, SECONDS);
      assertThat(client.lineWith("HTTP/1.1")).contains("200");
      assertThat(client.lineWith("Content-Type")).contains("text/event-stream");
      client.lineWith(": keep-alive");
      for (int i = 1; i <= 100; i++) {
        listener.onEvent(message(i, "text " + i));
        assertThat(client.lineWith("id:")).isEqualTo("id: " + i);
        assertThat(client.lineWith("event:")).isEqualTo("event: message");
        assertThat(client.lineWith("data:")).contains("text " + i);
      }
    }
  }

  @Test
  void the_last_event_id_and_the_secret_reach_the_broker() throws Exception {
    try (TestListener server = new TestListener(folder, QUIET);
        RawClient client = server.connect()) {
      client.send(
          "GET /events?id=0123abcd HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 7\r\n\r\n");
      assertThat(server.broker.subscribed.poll(5, SECONDS).after()).contains(7L);
    }
  }

  @Test
  void a_refused_subscription_is_a_plain_answer() throws Exception {
    try (TestListener server = new TestListener(folder, QUIET);
        RawClient client = server.connect()) {
      assertThat(client.get("/events?id=stranger").response())
          .startsWith("HTTP/1.1 404")
          .contains("unknown_peer");
      assertThat(client.get("/events").response()).startsWith("HTTP/1.1 400");
      assertThat(client.get("/health").response()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_stream_that_cannot_be_opened_says_whose_failure_it_was() throws Exception {
    try (TestListener server = new TestListener(folder, QUIET);
        RawClient client = server.connect()) {
      server.broker.failure = Optional.of(new StoreException("the disk is full"));
      assertThat(client.get("/events?id=0123abcd").response())
          .startsWith("HTTP/1.1 500")
          .contains("\"reason\":\"store_failed\"", "the disk is full");

      server.broker.failure = Optional.of(new IllegalStateException("a detail of the inside"));
      assertThat(client.get("/events?id=0123abcd").response())
          .startsWith("HTTP/1.1 500")
          .contains("\"reason\":\"fault\"", "its log says why")
          .doesNotContain("a detail of the inside");
    }
  }

  @Test
  void a_broker_that_throws_is_told_as_a_fault_and_leaves_no_stream_open() throws Exception {
    HttpLimits one = LIMITS.withStreams(1, LIMITS.streamQueueBytes(), Duration.ofMinutes(1));
    try (TestListener server = new TestListener(folder, one);
        RawClient client = server.connect()) {
      server.broker.fault = Optional.of(new IllegalStateException("a detail of the inside"));
      for (int i = 0; i < 3; i++) {
        assertThat(client.get("/events?id=0123abcd").response())
            .startsWith("HTTP/1.1 500")
            .contains("\"reason\":\"fault\"", "its log says why")
            .doesNotContain("a detail of the inside");
      }
      server.broker.fault = Optional.empty();
      assertThat(client.get("/events?id=0123abcd").lineWith("HTTP/1.1")).contains("200");
    }
  }

  @Test
  void a_quiet_stream_is_kept_alive() throws Exception {
    HttpLimits limits = LIMITS.withStreams(10, 1000, Duration.ofMillis(50));
    try (TestListener server = new TestListener(folder, limits);
        RawClient client = server.connect()) {
      client.get("/events?id=0123abcd");
      for (int i = 0; i < 5; i++) {
        client.lineWith(": keep-alive");
      }
    }
  }

  @Test
  void a_client_that_leaves_ends_its_subscription_at_once() throws Exception {
    try (TestListener server = new TestListener(folder, QUIET)) {
      RawClient client = server.connect().get("/events?id=0123abcd");
      client.lineWith(": keep-alive");
      client.send("what is sent on a stream is thrown away");
      client.close();
      await().atMost(Duration.ofSeconds(2)).until(() -> server.broker.closedStreams.get() == 1);
      await().until(() -> server.listener.connections() == 0);
    }
  }

  @Test
  void the_end_of_a_subscription_ends_the_stream_after_its_last_event() throws Exception {
    try (TestListener server = new TestListener(folder, QUIET);
        RawClient client = server.connect()) {
      client.get("/events?id=0123abcd");
      EventListener listener = server.broker.listeners.poll(5, SECONDS);
      listener.onEvent(new PeerEvent.BrokerClosing());
      listener.onEnd("the broker stops");
      listener.onEvent(message(1, "too late"));
      assertThat(client.rest()).contains("event: closing").doesNotContain("too late");
    }
  }

  @Test
  void streams_end_when_the_listener_stops() throws Exception {
    try (TestListener server = new TestListener(folder, QUIET);
        RawClient client = server.connect()) {
      client.get("/events?id=0123abcd").lineWith(": keep-alive");
      assertThat(server.listener.stop(Duration.ofSeconds(5))).isTrue();
      client.rest();
      assertThat(server.broker.closedStreams).hasValue(1);
    }
  }

  @Test
  void a_reader_that_falls_behind_gets_a_gapless_beginning_and_then_the_end() throws Exception {
    HttpLimits limits = LIMITS.withStreams(10, 100_000, Duration.ofMinutes(1));
    try (TestListener server = new TestListener(folder, limits);
        RawClient client = server.connect()) {
      client.get("/events?id=0123abcd");
      EventListener listener = server.broker.listeners.poll(5, SECONDS);
      client.lineWith(": keep-alive");
      String text = "x".repeat(5000);
      for (int i = 1; i <= 1000; i++) {
        listener.onEvent(message(i, text));
      }
      long seen =
          client.rest().lines().filter(line -> line.startsWith("id: ")).map(String::strip).count();
      assertThat(seen).isBetween(10L, 999L);
      assertThat(server.broker.closedStreams).hasValue(1);
    }
  }

  @Test
  void a_reader_that_reads_nothing_at_all_is_cut_off() throws Exception {
    HttpLimits limits =
        LIMITS
            .withStreams(10, 1_000_000, Duration.ofMinutes(1))
            .withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMinutes(1));
    try (TestListener server = new TestListener(folder, limits);
        RawClient client = server.connect()) {
      client.get("/events?id=0123abcd");
      EventListener listener = server.broker.listeners.poll(5, SECONDS);
      String text = "x".repeat(5000);
      for (int i = 1; i <= 1000; i++) {
        listener.onEvent(message(i, text));
      }
      await().atMost(Duration.ofSeconds(5)).until(() -> server.listener.connections() == 0);
      assertThat(server.broker.closedStreams).hasPositiveValue();
    }
  }

  @Test
  void streams_beyond_the_limit_are_refused_until_one_ends() throws Exception {
    HttpLimits limits = LIMITS.withStreams(1, 1000, Duration.ofMinutes(1));
    try (TestListener server = new TestListener(folder, limits);
        RawClient second = server.connect()) {
      RawClient first = server.connect().get("/events?id=0123abcd");
      first.lineWith(": keep-alive");
      assertThat(second.get("/events?id=0123abcd").response())
          .startsWith("HTTP/1.1 503")
          .contains("no more event streams")
          .contains("\"reason\":\"busy\"");
      first.close();
      await().until(() -> second.get("/events?id=stranger").response().startsWith("HTTP/1.1 404"));
    }
  }
}
