package dev.peers.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.MessageState;
import dev.peers.core.model.Peer;
import dev.peers.core.model.WakeTransport;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildersTest {
  private static final Instant LATER = Instant.parse("2026-06-06T13:00:00Z");

  @Test
  void a_peer_has_sensible_values_and_the_same_name_gives_the_same_peer() {
    Peer bob = PeerBuilder.peer("bob").build();
    assertThat(bob).isEqualTo(PeerBuilder.peer("bob").build());
    assertThat(bob.id()).isNotEqualTo(PeerBuilder.peer("alice").build().id());
    assertThat(bob.workplace().cwd()).isEqualTo("/work/bob");
    assertThat(bob.clientType()).isEqualTo(ClientType.CLAUDE_CODE);
    assertThat(bob.isHere()).isTrue();
    assertThat(bob.verified()).isTrue();
  }

  @Test
  void everything_about_a_peer_can_be_said() {
    Peer peer =
        PeerBuilder.peer("bob")
            .id("0000000b")
            .in("/shop/web")
            .gitRoot("/shop")
            .client(ClientType.CODEX)
            .summary("sums up")
            .registeredAt(LATER)
            .wokenBy(WakeTransport.CODEX_QUEUE)
            .unverified()
            .goneSince(LATER.plusSeconds(1))
            .build();
    assertThat(peer.id()).hasToString("0000000b");
    assertThat(peer.workplace().repository()).contains("/shop/.git");
    assertThat(peer.clientType()).isEqualTo(ClientType.CODEX);
    assertThat(peer.summary()).isEqualTo("sums up");
    assertThat(peer.registeredAt()).isEqualTo(LATER);
    assertThat(peer.wakeTransport()).contains(WakeTransport.CODEX_QUEUE);
    assertThat(peer.verified()).isFalse();
    assertThat(peer.goneAt()).contains(LATER.plusSeconds(1));
    assertThat(PeerBuilder.peer("bob").notWoken().build().wakeTransport()).isEmpty();
  }

  @Test
  void a_message_goes_from_alice_to_bob_unless_said_otherwise() {
    Envelope mail = MessageBuilder.message("hello").envelope();
    assertThat(mail.message().text()).isEqualTo("hello");
    assertThat(mail.message().state()).isEqualTo(MessageState.STORED);
    assertThat(mail.from()).isEqualTo(PeerBuilder.peer("alice").build().party());
    assertThat(mail.to()).isEqualTo(PeerBuilder.peer("bob").build().party());
  }

  @Test
  void everything_about_a_message_can_be_said() {
    Peer carol = PeerBuilder.peer("carol").unverified().build();
    Message message =
        MessageBuilder.message("hello")
            .id(7)
            .from(carol)
            .to(carol)
            .sentAt(LATER)
            .pushedAt(LATER)
            .readAt(LATER)
            .inReplyTo(3)
            .build();
    assertThat(message)
        .isEqualTo(
            new Message(
                7,
                carol.id(),
                carol.id(),
                "hello",
                LATER,
                Optional.of(LATER),
                Optional.of(LATER),
                Optional.empty(),
                Optional.of(3L),
                false));
    assertThat(MessageBuilder.message("old").expiredAt(LATER).build().state())
        .isEqualTo(MessageState.EXPIRED);
  }
}
