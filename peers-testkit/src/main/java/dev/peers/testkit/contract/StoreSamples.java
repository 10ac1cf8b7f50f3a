package dev.peers.testkit.contract;

import dev.peers.core.model.ClientType;
import dev.peers.core.model.Message;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.model.Workplace;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Peers and messages for the store's contract.
final class StoreSamples {
  static final PeerId ALICE = new PeerId("a11ce000");
  static final PeerId BOB = new PeerId("b0b00000");
  static final PeerId CAROL = new PeerId("ca401000");

  /// A time with milliseconds, the finest that a store must keep.
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

  private StoreSamples() {}

  static PeerRecord fullPeer(PeerId id) {
    Peer peer =
        new Peer(
            id,
            new PeerName("poker-engine"),
            new ProcessRef(4_294_967_297L, "start-17"),
            Optional.of(new ProcessRef(41, "start-16")),
            Optional.of("thread-1"),
            new Workplace("/work/π", Optional.of("/work"), Optional.of("/work/.git")),
            Optional.of("pts/3"),
            ClientType.CODEX,
            "Writes \"tests\"\nin two lines",
            NOON,
            NOON.plusSeconds(1),
            Optional.of(WakeTransport.CODEX_QUEUE),
            Optional.of(WakeStatus.AMBIGUOUS),
            Optional.of(NOON.plusSeconds(2)),
            true,
            Optional.of(NOON.plusSeconds(3)));
    WakeEndpoint endpoint =
        new WakeEndpoint(WakeTransport.CODEX_QUEUE, "thread-1", Optional.of("token"));
    return new PeerRecord(peer, Optional.of("5ec4e7"), Optional.of(endpoint), true);
  }

  static PeerRecord barePeer(PeerId id) {
    Peer peer =
        new Peer(
            id,
            new PeerName("bare"),
            ProcessRef.unseen(7),
            Optional.empty(),
            Optional.empty(),
            new Workplace("/", Optional.empty(), Optional.empty()),
            Optional.empty(),
            ClientType.CLAUDE_CODE,
            "",
            NOON,
            NOON,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());
    return new PeerRecord(peer, Optional.empty(), Optional.empty(), false);
  }

  static Draft draft(PeerId from, PeerId to, String text) {
    return draft(from, to, text, NOON);
  }

  static Draft draft(PeerId from, PeerId to, String text, Instant sentAt) {
    return new Draft(from, to, text, sentAt, Optional.empty(), true, Optional.empty());
  }

  static Draft keyed(PeerId from, PeerId to, String text, String key) {
    return new Draft(from, to, text, NOON, Optional.empty(), true, Optional.of(key));
  }

  static Message send(PeerStore store, PeerId from, PeerId to, String text) {
    return send(store, draft(from, to, text));
  }

  static Message send(PeerStore store, Draft draft) {
    return store.write(transaction -> transaction.append(draft));
  }

  static List<Message> acknowledge(PeerStore store, PeerId recipient, Message... messages) {
    List<Long> ids = List.of(messages).stream().map(Message::id).toList();
    return store.write(transaction -> transaction.acknowledge(recipient, ids, NOON));
  }

  static List<String> texts(List<Message> messages) {
    return messages.stream().map(Message::text).toList();
  }
}
