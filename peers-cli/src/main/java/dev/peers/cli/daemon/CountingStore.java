package dev.peers.cli.daemon;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import dev.peers.protocol.Counter;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Counts what happens to messages, once it is on the disk.
final class CountingStore implements PeerStore {
  private final PeerStore store;
  private final Counters counters;

  CountingStore(PeerStore store, Counters counters) {
    this.store = store;
    this.counters = counters;
  }

  @Override
  public List<PeerRecord> peers() {
    return store.peers();
  }

  @Override
  public Map<PeerId, Integer> unreadCounts() {
    return store.unreadCounts();
  }

  @Override
  public List<Message> unread(PeerId recipient, long after, int limit) {
    return store.unread(recipient, after, limit);
  }

  @Override
  public List<Message> history(HistoryQuery query) {
    return store.history(query);
  }

  @Override
  public List<Message> messages(Collection<Long> ids) {
    return store.messages(ids);
  }

  @Override
  public List<PeerId> unreadSenders(Collection<PeerId> recipients) {
    return store.unreadSenders(recipients);
  }

  @Override
  public <T> T write(Function<? super Transaction, ? extends T> work) {
    Map<Counter, Long> tally = new EnumMap<>(Counter.class);
    T result = store.write(transaction -> work.apply(new Counted(transaction, tally)));
    tally.forEach(counters::add);
    return result;
  }

  @Override
  public void close() {
    store.close();
  }

  private record Counted(Transaction transaction, Map<Counter, Long> tally) implements Transaction {
    private int count(Counter counter, int number) {
      if (number > 0) {
        tally.merge(counter, (long) number, Long::sum);
      }
      return number;
    }

    @Override
    public void put(PeerRecord peer) {
      transaction.put(peer);
    }

    @Override
    public void forget(PeerId peer) {
      transaction.forget(peer);
    }

    @Override
    public void erase(PeerId peer) {
      transaction.erase(peer);
    }

    @Override
    public Message append(Draft draft) {
      count(Counter.MESSAGES_STORED, 1);
      return transaction.append(draft);
    }

    @Override
    public Optional<Message> sentWith(PeerId sender, String key) {
      return transaction.sentWith(sender, key);
    }

    @Override
    public List<Message> acknowledge(PeerId recipient, Collection<Long> ids, Instant at) {
      List<Message> read = transaction.acknowledge(recipient, ids, at);
      count(Counter.MESSAGES_READ, read.size());
      return read;
    }

    @Override
    public int markPushed(PeerId recipient, Collection<Long> ids, Instant at) {
      return count(Counter.MESSAGES_PUSHED, transaction.markPushed(recipient, ids, at));
    }

    @Override
    public int moveUnread(PeerId from, PeerId to) {
      return transaction.moveUnread(from, to);
    }

    @Override
    public List<Message> expire(Instant sentBefore, int limit, Instant at) {
      List<Message> expired = transaction.expire(sentBefore, limit, at);
      count(Counter.MESSAGES_EXPIRED, expired.size());
      return expired;
    }

    @Override
    public int trim(int keep, int limit) {
      return count(Counter.MESSAGES_DELETED, transaction.trim(keep, limit));
    }

    @Override
    public int purge(Instant endedBefore, int limit) {
      return count(Counter.MESSAGES_DELETED, transaction.purge(endedBefore, limit));
    }
  }
}
