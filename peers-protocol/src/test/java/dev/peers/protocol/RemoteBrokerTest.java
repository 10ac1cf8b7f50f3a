package dev.peers.protocol;

import static dev.peers.protocol.FakeServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.peers.core.BrokerHealth;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.Caller;
import dev.peers.core.ListRequest;
import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal.Code;
import dev.peers.core.RefusedException;
import dev.peers.core.SendRequest;
import dev.peers.core.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RemoteBrokerTest {
  private static final ClientTimings QUICK =
      new ClientTimings(
          Duration.ofMillis(300),
          Duration.ofMillis(600),
          Duration.ofSeconds(2),
          Duration.ofMillis(400));
  private static final Caller CALLER = Caller.unverified("aaaaaaaa");
  private static final String OK = json("{\"ok\":true}");
  private static final String HEALTH = json("{\"status\":\"ok\",\"peers\":2}");

  @TempDir private Path folder;
  private volatile String answer = "";
  private Path socket = Path.of("/");
  private RemoteBroker broker = RemoteBroker.to(new BrokerAddress.UnixSocket(socket));

  @BeforeEach
  void connect() {
    socket = folder.resolve("s");
    broker = RemoteBroker.to(new BrokerAddress.UnixSocket(socket), BrokerStarter.NONE, QUICK);
  }

  @AfterEach
  void disconnect() {
    broker.close();
  }

  @Test
  void a_connection_is_used_again() throws IOException {
    try (FakeServer server = serve((request, peer) -> peer.write(HEALTH))) {
      assertThat(join(broker.health())).isEqualTo(new BrokerHealth(2, "", 0));
      assertThat(join(broker.health()).peers()).isEqualTo(2);

      assertThat(server.connections).hasValue(1);
      assertThat(server.requests.getFirst())
          .isEqualTo("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
  }

  @Test
  void tcp_carries_host_and_token() throws IOException {
    try (FakeServer server = FakeServer.onLoopback((request, peer) -> peer.write(HEALTH))) {
      URI uri = URI.create("http://127.0.0.1:" + server.port());
      try (RemoteBroker tcp = RemoteBroker.to(new BrokerAddress.Tcp(uri, Optional.of("tok")))) {
        assertThat(join(tcp.health()).peers()).isEqualTo(2);
      }
      assertThat(server.requests.getFirst())
          .contains("Host: 127.0.0.1:" + server.port() + "\r\nAuthorization: Bearer tok\r\n");
    }
  }

  @Test
  void a_connection_that_the_broker_gave_up_is_replaced() throws IOException {
    try (FakeServer server =
        serve(
            (request, peer) -> {
              peer.write(OK);
              peer.hangUp();
            })) {
      for (int i = 0; i < 5; i++) {
        // Old brokers do not tell the id of what they sent.
        assertThat(join(broker.send(keyless())))
            .asString()
            .contains("carried out /send-message, but it is too old to say more");
        await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
      }
      assertThat(server.requests).hasSize(5);
    }
  }

  @Test
  void a_request_that_may_arrive_twice_is_sent_again_when_a_kept_connection_breaks()
      throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (FakeServer server = serve((request, peer) -> breakAtSecond(count, peer))) {
      join(broker.heartbeat(CALLER));
      assertThat(join(broker.heartbeat(CALLER))).isEqualTo(Outcome.done(Nothing.NOTHING));
      assertThat(server.requests).hasSize(3);
    }
  }

  @Test
  void a_message_without_a_key_is_not_sent_twice() throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (FakeServer server = serve((request, peer) -> breakAtSecond(count, peer))) {
      join(broker.heartbeat(CALLER));
      BrokerUnavailableException e = unavailable(broker.send(keyless()));
      assertThat(e.wasNotSent()).isFalse();
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void a_message_with_a_key_is() throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (FakeServer server = serve((request, peer) -> breakAtSecond(count, peer))) {
      join(broker.heartbeat(CALLER));
      join(broker.send(keyless().withKey("k")));
      assertThat(server.requests).hasSize(3);
    }
  }

  @Test
  void a_broker_that_hangs_costs_the_deadline_and_no_descriptor() throws IOException {
    try (FakeServer server = serve((request, peer) -> peer.hang())) {
      long start = System.nanoTime();
      BrokerUnavailableException e = unavailable(broker.heartbeat(CALLER));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(ms(290), ms(5000));
      assertThat(e.wasNotSent()).isFalse();
      assertThat(e).hasMessageContaining("did not answer within");
      await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
    }
  }

  @Test
  void a_trickle_of_bytes_does_not_stretch_the_deadline() throws IOException {
    try (FakeServer server =
        serve(
            (request, peer) -> {
              while (true) {
                peer.write("HTTP/1.1 100 Continue\r\n\r\n");
              }
            })) {
      assertThat(unavailable(broker.health()).wasNotSent()).isFalse();
      await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\"",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"st",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nxx",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{]",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\r\n\r\n\r\n",
        "HTTP/1.1 502 Bad\r\nContent-Length: 4\r\n\r\noops"
      })
  void a_bad_answer_is_no_answer(String bytes) throws IOException {
    try (FakeServer server =
        serve(
            (request, peer) -> {
              peer.write(bytes);
              peer.hangUp();
            })) {
      assertThat(unavailable(broker.health()).wasNotSent()).isFalse();
      await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
    }
  }

  @Test
  void an_endless_header_is_cut_off() throws IOException {
    try (FakeServer server =
        serve((request, peer) -> peer.write("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000)))) {
      assertThat(unavailable(broker.health())).hasMessageContaining("header line is too long");
      assertThat(server.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200 OK|Transfer-Encoding: chunked||5;x=y|{\"pee|6|rs\":2}|0|T: t||",
        "100 Continue||HTTP/1.1 200 OK|content-length:11||{\"peers\":2}",
        "200 OK|Connection: close||{\"peers\":2}"
      })
  void an_answer_is_read_whichever_way_it_is_framed(String lines) throws IOException {
    String bytes = "HTTP/1.1 " + lines.replace("|", "\r\n");
    try (FakeServer server =
        serve(
            (request, peer) -> {
              for (int i = 0; i < bytes.length(); i++) {
                peer.write(bytes.substring(i, i + 1));
              }
              if (bytes.contains("close")) {
                peer.hangUp();
              }
            })) {
      assertThat(join(broker.health()).peers()).isEqualTo(2);
      assertThat(join(broker.health()).peers()).isEqualTo(2);
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void nobody_there_says_what_to_do() {
    BrokerUnavailableException e = unavailable(broker.health());

    assertThat(e.wasNotSent()).isTrue();
    assertThat(e).hasMessageStartingWith("Broker is not running").hasMessageContaining("start it");
  }

  @Test
  void a_stale_socket_is_nobody_there() throws IOException {
    serve((request, peer) -> {}).close();

    assertThat(Files.exists(socket)).isTrue();
    // The system may let in one more before it closes a socket on which a thread waits.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(unavailable(broker.health()))
                    .hasMessageStartingWith("Broker is not running"));
  }

  @Test
  void a_starter_is_called_once_and_waited_for() throws IOException {
    AtomicInteger starts = new AtomicInteger();
    CompletableFuture<FakeServer> server = new CompletableFuture<>();
    RemoteBroker starting =
        RemoteBroker.to(
            new BrokerAddress.UnixSocket(socket),
            () -> {
              starts.incrementAndGet();
              Thread.ofVirtual().start(() -> server.complete(quietly()));
            },
            QUICK);
    try (starting) {
      List<CompletionStage<BrokerHealth>> calls =
          List.of(starting.health(), starting.health(), starting.health());
      calls.forEach(call -> assertThat(join(call).peers()).isEqualTo(2));
      assertThat(starts).hasValue(1);
    } finally {
      server.join().close();
    }
  }

  @Test
  void a_starter_that_starts_nothing_is_given_up() {
    ClientTimings shortStart = new ClientTimings(ms(300), ms(300), ms(200), ms(300));
    try (RemoteBroker starting =
        RemoteBroker.to(new BrokerAddress.UnixSocket(socket), () -> {}, shortStart)) {
      assertThat(unavailable(starting.health())).hasMessageContaining("did not come up");
    }
  }

  @Test
  void refusals_of_new_and_old_brokers_are_told_apart() throws IOException {
    answer = json("{\"ok\":false,\"error\":\"e\",\"reason\":\"name_taken\"}");
    try (FakeServer server = serve((request, peer) -> peer.write(answer))) {
      assertThat(join(broker.heartbeat(CALLER))).isEqualTo(Outcome.refused(Code.NAME_TAKEN, "e"));

      answer = json("{\"ok\":false,\"error\":\"Peer x not found\"}");
      assertThat(join(broker.send(keyless())))
          .isEqualTo(Outcome.refused(Code.PEER_NOT_FOUND, "Peer x not found"));

      answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 21\r\n\r\n{\"error\":\"not found\"}";
      assertThat(join(broker.fetch(CALLER)))
          .isEqualTo(
              Outcome.refused(
                  Code.UNSUPPORTED,
                  "the broker is too old for /fetch-messages; restart it with `peers"
                      + " kill-broker`"));
      assertThat(catchThrowableOfType(RefusedException.class, () -> join(broker.orphans())))
          .hasMessageContaining("too old for /orphans");
      assertThat(
              catchThrowableOfType(
                  RefusedException.class, () -> join(broker.list(ListRequest.MACHINE))))
          .hasMessageContaining("too old for /list-peers");

      answer =
          "HTTP/1.1 500 Oops\r\nContent-Length: 41\r\n\r\n"
              + "{\"error\":\"full\",\"reason\":\"store_failed\"}  ";
      assertThat(catchThrowableOfType(StoreException.class, () -> join(broker.heartbeat(CALLER))))
          .hasMessage("full");

      answer = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
      assertThat(unavailable(broker.health()))
          .hasMessageContaining("CLAUDE_PEERS_TOKEN")
          .extracting(BrokerUnavailableException::wasNotSent)
          .isEqualTo(true);
      assertThat(server.requests).hasSize(7);
    }
  }

  @Test
  void after_closing_nothing_is_sent_and_what_waits_ends() throws IOException {
    try (FakeServer server = serve((request, peer) -> peer.hang())) {
      CompletionStage<Outcome<Nothing>> waiting = broker.heartbeat(CALLER);
      await().atMost(Duration.ofSeconds(5)).until(() -> !server.requests.isEmpty());

      broker.close();

      assertThat(unavailable(waiting)).hasMessageContaining("closed");
      assertThat(unavailable(broker.health()).wasNotSent()).isTrue();
      await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
    }
  }

  private FakeServer serve(FakeServer.Script script) throws IOException {
    return FakeServer.at(socket, script);
  }

  private FakeServer quietly() {
    try {
      return serve((request, peer) -> peer.write(HEALTH));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void breakAtSecond(AtomicInteger count, FakeServer.Peer peer) throws IOException {
    if (count.incrementAndGet() == 2) {
      peer.hangUp();
    } else {
      peer.write(OK);
    }
  }

  private static SendRequest keyless() {
    return SendRequest.of(CALLER, "bbbbbbbb", "hello");
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static BrokerUnavailableException unavailable(CompletionStage<?> stage) {
    return catchThrowableOfType(BrokerUnavailableException.class, () -> join(stage));
  }

  static <T> T join(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
