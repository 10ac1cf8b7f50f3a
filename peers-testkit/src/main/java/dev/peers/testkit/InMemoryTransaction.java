package dev.peers.testkit;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore.Draft;
import dev.peers.core.port.PeerStore.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The changes of one transaction, kept apart from what others see until they are applied.
///
/// Only the one writer changes the maps beneath, so this reads them without a lock.
final class InMemoryTransaction implements Transaction {
  private final NavigableMap<Long, StoredMessage> committed;
  private final Map<PeerId, Optional<PeerRecord>> changedPeers = new HashMap<>();
  private final NavigableMap<Long, Optional<StoredMessage>> changed = new TreeMap<>();
  private long lastId;
  private boolean ended;

  InMemoryTransaction(NavigableMap<Long, StoredMessage> committed, long lastId) {
    this.committed = committed;
    this.lastId = lastId;
  }

  <T> T run(Function<? super Transaction, ? extends T> work) {
    try {
      return work.apply(this);
    } finally {
      ended = true;
    }
  }

  long lastId() {
    return lastId;
  }

  void applyTo(Map<PeerId, PeerRecord> peers, Map<Long, StoredMessage> messages) {
    changedPeers.forEach((id, peer) -> apply(peers, id, peer));
    changed.forEach((id, message) -> apply(messages, id, message));
  }

  @Override
  public void put(PeerRecord peer) {
    requireOpen();
    changedPeers.put(peer.id(), Optional.of(peer));
  }

  @Override
  public void forget(PeerId peer) {
    requireOpen();
    changedPeers.put(peer, Optional.empty());
  }

  @Override
  public void erase(PeerId peer) {
    forget(peer);
    List<Long> received =
        all()
            .filter(stored -> stored.message().to().equals(peer))
            .map(stored -> stored.message().id())
            .toList();
    received.forEach(id -> changed.put(id, Optional.empty()));
  }

  @Override
  public Message append(Draft draft) {
    if (draft.key().flatMap(key -> sentWith(draft.from(), key)).isPresent()) {
      throw new StoreException("peer " + draft.from() + " used the same key for two messages");
    }
    requireOpen();
    lastId++;
    Message message =
        new Message(
            lastId,
            draft.from(),
            draft.to(),
            draft.text(),
            draft.sentAt(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            draft.replyTo(),
            draft.verified());
    changed.put(lastId, Optional.of(new StoredMessage(message, draft.key())));
    return message;
  }

  @Override
  public Optional<Message> sentWith(PeerId sender, String key) {
    return all()
        .filter(stored -> stored.key().filter(key::equals).isPresent())
        .map(StoredMessage::message)
        .filter(message -> message.from().equals(sender))
        .findFirst();
  }

  @Override
  public List<Message> acknowledge(PeerId recipient, Collection<Long> ids, Instant at) {
    Set<Long> wanted = Set.copyOf(ids);
    return change(
        stored -> stored.isUnreadBy(recipient) && wanted.contains(stored.message().id()),
        Integer.MAX_VALUE,
        stored -> stored.readAt(at));
  }

  @Override
  public int markPushed(PeerId recipient, Collection<Long> ids, Instant at) {
    Set<Long> wanted = Set.copyOf(ids);
    return change(
            stored ->
                stored.message().to().equals(recipient)
                    && stored.message().pushedAt().isEmpty()
                    && wanted.contains(stored.message().id()),
            Integer.MAX_VALUE,
            stored -> stored.pushedAt(at))
        .size();
  }

  @Override
  public int moveUnread(PeerId from, PeerId to) {
    return change(stored -> stored.isUnreadBy(from), Integer.MAX_VALUE, stored -> stored.to(to))
        .size();
  }

  @Override
  public List<Message> expire(Instant sentBefore, int limit, Instant at) {
    return change(
        stored -> stored.isUnread() && stored.message().sentAt().isBefore(sentBefore),
        limit,
        stored -> stored.expiredAt(at));
  }

  @Override
  public int trim(int keep, int limit) {
    long newest = all().mapToLong(stored -> stored.message().id()).max().orElse(0);
    List<Long> surplus =
        all()
            .filter(stored -> !stored.isUnread() && stored.message().id() <= newest - keep)
            .limit(limit)
            .map(stored -> stored.message().id())
            .toList();
    surplus.forEach(id -> changed.put(id, Optional.empty()));
    return surplus.size();
  }

  @Override
  public int purge(Instant endedBefore, int limit) {
    List<Long> old =
        all()
            .filter(stored -> stored.endedBefore(endedBefore))
            .limit(limit)
            .map(stored -> stored.message().id())
            .toList();
    old.forEach(id -> changed.put(id, Optional.empty()));
    return old.size();
  }

  private List<Message> change(
      Predicate<StoredMessage> which, int limit, UnaryOperator<StoredMessage> how) {
    List<StoredMessage> after = all().filter(which).limit(limit).map(how).toList();
    after.forEach(stored -> changed.put(stored.message().id(), Optional.of(stored)));
    return after.stream().map(StoredMessage::message).toList();
  }

  /// Every message as this transaction sees it, oldest first.
  private Stream<StoredMessage> all() {
    requireOpen();
    NavigableMap<Long, StoredMessage> view = new TreeMap<>(committed);
    changed.forEach((id, message) -> apply(view, id, message));
    return view.values().stream();
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the transaction has ended");
    }
  }

  private static <K, V> void apply(Map<K, V> map, K key, Optional<V> value) {
    value.ifPresentOrElse(present -> map.put(key, present), () -> map.remove(key));
  }
}
