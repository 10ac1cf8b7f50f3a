package dev.peers.core.internal;

import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.PeerEvent.PeerGone;
import dev.peers.core.internal.Writer.Written;
import dev.peers.core.model.Message;
import dev.peers.core.model.Peer;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.Transaction;
import dev.peers.core.port.ProcessInspector;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Takes peers off the list. Their unread mail goes to a living sibling of the same agent, or waits
/// for their return.
final class Departures {
  private static final int PAGE = 500;

  private final Directory directory;
  private final PeerStore store;
  private final Writer writer;
  private final Streams streams;
  private final ProcessInspector processes;
  private final Clock clock;

  @Inject
  Departures(
      Directory directory,
      PeerStore store,
      Writer writer,
      Streams streams,
      ProcessInspector processes,
      Clock clock) {
    this.directory = directory;
    this.store = store;
    this.writer = writer;
    this.streams = streams;
    this.processes = processes;
    this.clock = clock;
  }

  /// Takes a peer off the list, unless it has registered again since it was looked at.
  CompletionStage<Boolean> retire(Entry peer, PeerRecord seen, String reason) {
    return writer.writeAlone(
        transaction -> {
          return peer.isHere() && isSameRegistration(peer.record().peer(), seen.peer())
              ? leave(transaction, peer, reason)
              : Written.of(false);
        });
  }

  private static boolean isSameRegistration(Peer one, Peer other) {
    return one.process().equals(other.process()) && one.registeredAt().equals(other.registeredAt());
  }

  private Written<Boolean> leave(Transaction transaction, Entry peer, String reason) {
    if (peer.isProbe()) {
      return vanish(transaction, peer, reason);
    }
    Optional<Entry> sibling = peer.unread.get() == 0 ? Optional.empty() : sibling(peer);
    return leave(transaction, peer, sibling, reason);
  }

  private Written<Boolean> vanish(Transaction transaction, Entry peer, String reason) {
    transaction.erase(peer.id());
    return Written.of(
        true,
        () -> {
          directory.remove(peer.id());
          streams.end(peer.id(), reason);
        });
  }

  /// Takes a peer off the list within a transaction that has seen to its mail already.
  Written<Boolean> leaveEmpty(Transaction transaction, Entry peer, String reason) {
    return leave(transaction, peer, Optional.empty(), reason);
  }

  private Written<Boolean> leave(
      Transaction transaction, Entry peer, Optional<Entry> sibling, String reason) {
    List<Message> mail =
        sibling.isEmpty() ? List.of() : Pages.unread(store, peer.id(), 0, PAGE).messages();
    sibling.ifPresent(other -> transaction.moveUnread(peer.id(), other.id()));
    PeerRecord gone = peer.record().with(p -> peer.peer().goneSince(clock.instant()));
    transaction.put(gone);
    return Written.of(
        true,
        () -> {
          directory.put(gone);
          sibling.ifPresent(other -> inherit(peer, other, mail));
          streams.end(peer.id(), reason);
          streams.tellOthers(peer.id(), new PeerGone(peer.peer()));
        });
  }

  private void inherit(Entry from, Entry to, List<Message> mail) {
    directory.addUnread(to, from.unread.get());
    directory.setUnread(from, 0);
    for (Message message : mail) {
      streams.tell(to.id(), new MessageArrived(directory.envelope(message.movedTo(to.id()))));
    }
  }

  private Optional<Entry> sibling(Entry peer) {
    Optional<ProcessRef> agent = peer.record().peer().agent();
    return agent.stream()
        .flatMap(directory::ofAgent)
        .filter(other -> other != peer && other.isHere())
        .filter(other -> other.record().peer().thread().equals(peer.record().peer().thread()))
        .filter(other -> mayInherit(peer.record(), other.record()))
        .filter(other -> peer.record().secretHash().isEmpty() || peer.isKinOf(other))
        .filter(other -> processes.isAlive(other.record().peer().process()))
        .findFirst();
  }

  /// Mail for a peer with a secret never goes to one without.
  static boolean mayInherit(PeerRecord from, PeerRecord to) {
    return from.secretHash().isEmpty() || to.secretHash().isPresent();
  }
}
