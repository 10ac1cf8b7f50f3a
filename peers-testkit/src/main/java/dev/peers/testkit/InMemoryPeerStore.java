package dev.peers.testkit;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A store that keeps everything in memory for as long as it is referred to. It looks at every
/// message for each question, so it is for tests and short demonstrations.
///
/// Thread-safe. A second writer waits for the first.
public final class InMemoryPeerStore implements PeerStore {
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantReadWriteLock access = new ReentrantReadWriteLock(true);
  private final Map<PeerId, PeerRecord> peers = new TreeMap<>();
  private final NavigableMap<Long, StoredMessage> messages = new TreeMap<>();
  private long lastId;
  private boolean closed;

  @Override
  public List<PeerRecord> peers() {
    return read(() -> List.copyOf(peers.values()));
  }

  @Override
  public Map<PeerId, Integer> unreadCounts() {
    return read(
        () -> {
          Map<PeerId, Integer> counts = new HashMap<>();
          mail().filter(Message::isUnread).forEach(m -> counts.merge(m.to(), 1, Integer::sum));
          return Map.copyOf(counts);
        });
  }

  @Override
  public List<Message> unread(PeerId recipient, long after, int limit) {
    return read(
        () ->
            messages.tailMap(after, false).values().stream()
                .map(StoredMessage::message)
                .filter(message -> message.isUnread() && message.to().equals(recipient))
                .limit(limit)
                .toList());
  }

  @Override
  public List<Message> history(HistoryQuery query) {
    return read(
        () ->
            messages.descendingMap().values().stream()
                .map(StoredMessage::message)
                .filter(message -> isWanted(message, query))
                .limit(query.limit())
                .toList());
  }

  @Override
  public List<Message> messages(Collection<Long> ids) {
    Set<Long> wanted = Set.copyOf(ids);
    return read(() -> mail().filter(message -> wanted.contains(message.id())).toList());
  }

  @Override
  public List<PeerId> unreadSenders(Collection<PeerId> recipients) {
    Set<PeerId> wanted = Set.copyOf(recipients);
    return read(
        () ->
            List.copyOf(
                mail()
                    .filter(message -> message.isUnread() && wanted.contains(message.to()))
                    .map(Message::from)
                    .collect(LinkedHashSet::new, Set::add, Set::addAll)));
  }

  @Override
  public <T> T write(Function<? super Transaction, ? extends T> work) {
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException("a write within a write");
    }
    writing.lock();
    try {
      InMemoryTransaction transaction = read(() -> new InMemoryTransaction(messages, lastId));
      T result = transaction.run(work);
      commit(transaction);
      return result;
    } finally {
      writing.unlock();
    }
  }

  /// Opens it again after it was closed, with all that it held, as the file of another store would
  /// be. Returns this store.
  public InMemoryPeerStore reopen() {
    access.writeLock().lock();
    try {
      closed = false;
      return this;
    } finally {
      access.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    writing.lock();
    access.writeLock().lock();
    try {
      closed = true;
    } finally {
      access.writeLock().unlock();
      writing.unlock();
    }
  }

  private void commit(InMemoryTransaction transaction) {
    access.writeLock().lock();
    try {
      lastId = transaction.lastId();
      transaction.applyTo(peers, messages);
    } finally {
      access.writeLock().unlock();
    }
  }

  private <T> T read(Supplier<T> reading) {
    access.readLock().lock();
    try {
      if (closed) {
        throw new StoreException("the store is closed");
      }
      return reading.get();
    } finally {
      access.readLock().unlock();
    }
  }

  private Stream<Message> mail() {
    return messages.values().stream().map(StoredMessage::message);
  }

  private static boolean isWanted(Message message, HistoryQuery query) {
    return isOf(message, query.peer())
        && isOf(message, query.with())
        && isBetween(message, query.peer(), query.with())
        && (query.before().isEmpty() || message.id() < query.before().get())
        && (query.search().isEmpty()
            || lower(message.text()).contains(lower(query.search().get())));
  }

  private static boolean isOf(Message message, Optional<PeerId> side) {
    return side.isEmpty() || message.from().equals(side.get()) || message.to().equals(side.get());
  }

  /// Mail to oneself is no mail exchanged with another, and the other way round.
  private static boolean isBetween(Message message, Optional<PeerId> one, Optional<PeerId> other) {
    return one.isEmpty()
        || other.isEmpty()
        || (message.from().equals(one.get()) && message.to().equals(other.get()))
        || (message.from().equals(other.get()) && message.to().equals(one.get()));
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c - 'A' + 'a'));
      }
    }
    return lower.toString();
  }
}
