package dev.peers.protocol;

import dev.peers.core.model.Activity;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.Party;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.model.Workplace;
import java.time.Instant;
import java.util.Optional;

/// Peers and messages to write and read.
final class Samples {
  static final Instant NOON = Instant.parse("2026-06-06T12:00:00.000Z");
  static final Instant LATER = Instant.parse("2026-06-06T12:00:01.500Z");

  static final Peer ALICE =
      new Peer(
          new PeerId("aaaaaaaa"),
          new PeerName("engine"),
          new ProcessRef(101, "s1"),
          Optional.of(new ProcessRef(100, "s0")),
          Optional.empty(),
          new Workplace("/src/engine", Optional.of("/src"), Optional.of("/src/.git")),
          Optional.of("ttys001"),
          ClientType.CLAUDE_CODE,
          "tunes the \"engine\"",
          NOON,
          LATER,
          Optional.of(WakeTransport.CLAUDE_INBOX),
          Optional.of(WakeStatus.QUEUED),
          Optional.of(LATER),
          true,
          Optional.empty());

  static final Optional<Activity> BUSY = Optional.of(new Activity(Activity.State.BUSY, LATER));

  static final Peer BOB =
      new Peer(
          new PeerId("bbbbbbbb"),
          new PeerName("web"),
          new ProcessRef(201, ""),
          Optional.empty(),
          Optional.of("thread-1"),
          new Workplace("/src/web", Optional.empty(), Optional.empty()),
          Optional.empty(),
          ClientType.CODEX,
          "",
          NOON,
          NOON,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.of(LATER));

  static final Message MESSAGE =
      new Message(
          7,
          ALICE.id(),
          BOB.id(),
          "hello\nü 😀",
          NOON,
          Optional.of(LATER),
          Optional.empty(),
          Optional.empty(),
          Optional.of(3L),
          true);

  static final Envelope ENVELOPE = new Envelope(MESSAGE, ALICE.party(), BOB.party());

  static final Envelope READ =
      new Envelope(
          new Message(
              8,
              PeerId.CLI,
              ALICE.id(),
              "hi",
              NOON,
              Optional.empty(),
              Optional.of(LATER),
              Optional.empty(),
              Optional.empty(),
              false),
          Party.unknown(PeerId.CLI),
          ALICE.party());

  private Samples() {}
}
