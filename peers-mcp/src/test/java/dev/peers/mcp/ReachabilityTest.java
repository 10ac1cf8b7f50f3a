package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.PeerStatus;
import dev.peers.core.model.Activity;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.model.Workplace;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReachabilityTest {
  private static final Instant NOON = Instant.parse("2026-06-06T12:00:00.250Z");

  @Test
  void a_peer_without_a_wake_path_is_said_to_have_none() {
    assertThat(Reachability.of(new PeerStatus(peer(Optional.empty()), 1, true)))
        .isEqualTo("none (it sees mail when it next checks its messages)");
  }

  @Test
  void a_peer_that_does_not_listen_is_said_not_to() {
    assertThat(Reachability.of(new PeerStatus(inbox(), 1, false)))
        .isEqualTo("claude_inbox (not connected now: mail waits until it is back)");
  }

  @ParameterizedTest
  @CsvSource({
    "CLAUDE_INBOX, claude_inbox",
    "CODEX_QUEUE, codex_queue",
    "CHANNEL, channel (its client may drop a push)"
  })
  void the_wake_path_is_named(WakeTransport transport, String text) {
    assertThat(Reachability.of(new PeerStatus(peer(Optional.of(transport)), 0, true)))
        .isEqualTo(text + ", not woken yet");
  }

  @ParameterizedTest
  @CsvSource({"QUEUED", "FAILED", "AMBIGUOUS", "COALESCED", "NONE"})
  void the_last_wake_is_told(WakeStatus status) {
    assertThat(Reachability.of(new PeerStatus(inbox().withLastWake(status, NOON), 0, true)))
        .isEqualTo("claude_inbox, last " + status + " at 2026-06-06T12:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"BUSY, busy", "IDLE, idle"})
  void what_the_agent_is_at_is_told_with_the_time_when_that_was_so(
      Activity.State state, String text) {
    PeerStatus status =
        new PeerStatus(inbox(), 0, true).withActivity(Optional.of(new Activity(state, NOON)));
    assertThat(Reachability.of(status))
        .isEqualTo(
            "claude_inbox, not woken yet, " + text + " at its last hook, 2026-06-06T12:00:00Z");
  }

  private static Peer inbox() {
    return peer(Optional.of(WakeTransport.CLAUDE_INBOX));
  }

  private static Peer peer(Optional<WakeTransport> transport) {
    return new Peer(
        new PeerId("aaaaaaaa"),
        new PeerName("engine"),
        new ProcessRef(101, "1"),
        Optional.of(new ProcessRef(100, "1")),
        Optional.empty(),
        new Workplace("/src", Optional.empty(), Optional.empty()),
        Optional.empty(),
        ClientType.CLAUDE_CODE,
        "",
        NOON,
        NOON,
        transport,
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty());
  }
}
