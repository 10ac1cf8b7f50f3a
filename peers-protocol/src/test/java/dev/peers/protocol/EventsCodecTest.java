package dev.peers.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.peers.core.Caller;
import dev.peers.core.PeerEvent;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventsCodecTest {
  @Test
  void a_message_carries_its_id() {
    assertThat(frame(new PeerEvent.MessageArrived(Samples.ENVELOPE)))
        .isEqualTo("id: 7\nevent: message\ndata: " + BrokerApiTest.ENVELOPE + "\n\n");
  }

  @Test
  void other_events_carry_none() {
    assertThat(frame(new PeerEvent.MessagesRead(List.of(1L, 2L), Samples.BOB.id(), Samples.LATER)))
        .isEqualTo(
            """
            event: read
            data: {"ids":[1,2],"by":"bbbbbbbb","at":"2026-06-06T12:00:01.500Z"}

            """);
    assertThat(frame(new PeerEvent.PeerHere(Samples.ALICE)))
        .isEqualTo("event: peer-here\ndata: " + BrokerApiTest.ALICE + "}\n\n");
    assertThat(frame(new PeerEvent.PeerGone(Samples.BOB)))
        .isEqualTo("event: peer-gone\ndata: " + BrokerApiTest.BOB + "}\n\n");
    assertThat(frame(new PeerEvent.BrokerClosing())).isEqualTo("event: closing\ndata: {}\n\n");
    assertThat(new String(EventsCodec.keepAlive(), StandardCharsets.US_ASCII))
        .isEqualTo(": keep-alive\n\n");
  }

  @Test
  void a_request_names_a_peer_and_where_to_go_on() {
    assertThat(EventsCodec.request(Map.of("id", "web"), Optional.empty(), Optional.of("s")))
        .isEqualTo(
            new SubscribeRequest(
                new Caller("web", Optional.of(new Secret("s"))), Optional.empty()));
    assertThat(
            EventsCodec.request(
                Map.of("id", "cli", "after", "5"), Optional.empty(), Optional.empty()))
        .isEqualTo(new SubscribeRequest(Caller.CLI, Optional.of(5L)));
    assertThat(
            EventsCodec.request(
                Map.of("id", "cli", "after", "5"), Optional.of("9"), Optional.empty()))
        .isEqualTo(new SubscribeRequest(Caller.CLI, Optional.of(9L)));
  }

  @Test
  void a_request_without_a_peer_or_with_nonsense_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventsCodec.request(Map.of(), Optional.empty(), Optional.empty()))
        .withMessageContaining("'id' is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                EventsCodec.request(
                    Map.of("id", "a", "after", "x"), Optional.empty(), Optional.empty()))
        .withMessageContaining("'after'");
  }

  private static String frame(PeerEvent event) {
    return new String(EventsCodec.encode(event), StandardCharsets.UTF_8);
  }
}
