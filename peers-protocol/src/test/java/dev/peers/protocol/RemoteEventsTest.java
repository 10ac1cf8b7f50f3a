package dev.peers.protocol;

import static dev.peers.protocol.RemoteBrokerTest.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.Caller;
import dev.peers.core.EventListener;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RemoteEventsTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
  private static final SubscribeRequest REQUEST =
      new SubscribeRequest(new Caller("we b", Optional.of(new Secret("s3"))), Optional.of(5L));
  private static final List<PeerEvent> EVENTS =
      List.of(
          new PeerEvent.MessageArrived(Samples.ENVELOPE),
          new PeerEvent.MessageArrived(Samples.READ),
          new PeerEvent.MessagesRead(List.of(1L), Samples.BOB.id(), Samples.NOON),
          new PeerEvent.PeerHere(Samples.ALICE),
          new PeerEvent.PeerGone(Samples.BOB),
          new PeerEvent.BrokerClosing());

  @TempDir private Path folder;
  private final Recorder recorder = new Recorder();

  @Test
  void events_arrive_in_order_and_the_end_is_told_once() throws IOException {
    try (FakeServer server =
            serve(
                (request, peer) -> {
                  peer.write(HEAD + ": keep-alive\n\nevent: of-tomorrow\ndata: [\n\n");
                  for (PeerEvent event : EVENTS) {
                    peer.write(new String(EventsCodec.encode(event), StandardCharsets.UTF_8));
                  }
                  peer.hangUp();
                });
        RemoteBroker broker = connect(Duration.ofSeconds(10))) {
      Subscription subscription = join(broker.subscribe(REQUEST, recorder)).orThrow();
      recorder.awaitEnd("the broker ended the stream");
      subscription.close();

      assertThat(recorder.events).isEqualTo(EVENTS);
      assertThat(recorder.ends).hasSize(1);
      assertThat(server.requests.getFirst())
          .startsWith("GET /events?id=we%20b&after=5 HTTP/1.1\r\n")
          .contains("\r\nPeers-Secret: s3\r\n");
    }
  }

  @Test
  void silence_is_the_end() throws IOException {
    try (FakeServer server =
            serve(
                (request, peer) -> {
                  peer.write(HEAD);
                  peer.hang();
                });
        RemoteBroker broker = connect(Duration.ofMillis(300))) {
      join(broker.subscribe(REQUEST, recorder)).orThrow();
      recorder.awaitEnd("no sign of life of the broker for 300 ms");
      await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
    }
  }

  @Test
  void closing_ends_it_from_any_thread() throws IOException {
    try (FakeServer server =
            serve(
                (request, peer) -> {
                  peer.write(HEAD);
                  peer.hang();
                });
        RemoteBroker broker = connect(Duration.ofSeconds(10))) {
      Subscription subscription = join(broker.subscribe(REQUEST, recorder)).orThrow();
      subscription.close();
      subscription.close();

      recorder.awaitEnd("closed");
      await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
      assertThat(recorder.ends).hasSize(1);
    }
  }

  @Test
  void closing_the_client_ends_it_too() throws IOException {
    try (FakeServer server =
        serve(
            (request, peer) -> {
              peer.write(HEAD);
              peer.hang();
            })) {
      RemoteBroker broker = connect(Duration.ofSeconds(10));
      join(broker.subscribe(REQUEST, recorder)).orThrow();
      broker.close();

      await().atMost(Duration.ofSeconds(5)).until(() -> recorder.ends.size() == 1);
      await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
    }
  }

  @Test
  void an_event_that_is_none_ends_it() throws IOException {
    try (FakeServer server =
            serve((request, peer) -> peer.write(HEAD + "event: message\ndata: {}\n\n"));
        RemoteBroker broker = connect(Duration.ofSeconds(10))) {
      join(broker.subscribe(REQUEST, recorder)).orThrow();
      await().atMost(Duration.ofSeconds(5)).until(() -> recorder.ends.size() == 1);

      assertThat(recorder.ends.getFirst()).contains("cannot be understood");
      await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
    }
  }

  @Test
  void a_refusal_is_an_outcome() throws IOException {
    try (FakeServer server =
            serve(
                (request, peer) ->
                    peer.write(
                        "HTTP/1.1 404 Not Found\r\nContent-Length: 51\r\n\r\n"
                            + "{\"ok\":false,\"error\":\"who?\",\"reason\":\"unknown_peer\"}"));
        RemoteBroker broker = connect(Duration.ofSeconds(10))) {
      Outcome<Subscription> outcome = join(broker.subscribe(REQUEST, recorder));

      assertThat(outcome).isEqualTo(Outcome.refused(Code.UNKNOWN_PEER, "who?"));
      assertThat(recorder.ends).isEmpty();
      await().atMost(Duration.ofSeconds(5)).until(server.open::isEmpty);
    }
  }

  @Test
  void nobody_there_fails() {
    try (RemoteBroker broker = connect(Duration.ofSeconds(10))) {
      Assertions.assertThatExceptionOfType(BrokerUnavailableException.class)
          .isThrownBy(() -> join(broker.subscribe(REQUEST, recorder)))
          .matches(BrokerUnavailableException::wasNotSent);
    }
  }

  private RemoteBroker connect(Duration silence) {
    return RemoteBroker.to(
        new BrokerAddress.UnixSocket(folder.resolve("s")),
        BrokerStarter.NONE,
        new ClientTimings(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), silence));
  }

  private FakeServer serve(FakeServer.Script script) throws IOException {
    return FakeServer.at(folder.resolve("s"), script);
  }

  private static final class Recorder implements EventListener {
    final List<PeerEvent> events = new CopyOnWriteArrayList<>();
    final List<String> ends = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(PeerEvent event) {
      events.add(event);
    }

    @Override
    public void onEnd(String reason) {
      ends.add(reason);
    }

    void awaitEnd(String reason) {
      await().atMost(Duration.ofSeconds(5)).until(() -> ends.contains(reason));
    }
  }
}
