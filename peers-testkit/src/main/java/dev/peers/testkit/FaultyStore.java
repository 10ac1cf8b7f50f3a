package dev.peers.testkit;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/// A store that fails as a test says, over one that does not.
///
/// ```java
/// FaultyStore store = FaultyStore.over(new InMemoryPeerStore());
/// store.on(StoreOperation.APPEND).nth(3).fail();
/// store.on(StoreOperation.WRITE).nth(10).crashAfterCommit();
/// ```
///
/// Faults add up; the first that applies to a call decides. As safe from any thread as the store
/// beneath.
public final class FaultyStore implements PeerStore {
  private final Supplier<? extends PeerStore> opener;
  private final Random random;
  private final Occasion.Rules<StoreOperation, StoreFault> rules = new Occasion.Rules<>();
  private volatile PeerStore store;
  private volatile boolean crashed;

  FaultyStore(Supplier<? extends PeerStore> opener, Random random) {
    this.opener = opener;
    this.random = random;
    this.store = opener.get();
  }

  /// A store without faults so far, whose chance has the seed 0.
  public static FaultyStore over(PeerStore store) {
    return over(store, 0);
  }

  /// A store without faults so far.
  ///
  /// @param seed decides where [Occasion#withChance] strikes
  public static FaultyStore over(PeerStore store, long seed) {
    return new FaultyStore(() -> store, new Random(seed));
  }

  /// Begins a fault at the calls of these kinds, or of any kind if none is named.
  public StoreOccasion on(StoreOperation... operations) {
    List<StoreOperation> wanted = List.of(operations);
    return new StoreOccasion(
        operation -> wanted.isEmpty() || wanted.contains(operation), random, rules::add);
  }

  /// The n-th transaction from now on fails; 1 is the next one. Opening an event stream is one too.
  public void failWrite(int n) {
    on(StoreOperation.WRITE).nth(n).fail();
  }

  /// No more faults. A store that crashed stays so.
  public void behave() {
    rules.clear();
  }

  /// Opens the store again after it crashed or was closed, as the next broker would.
  public void reopen() {
    store = opener.get();
    crashed = false;
  }

  public boolean hasCrashed() {
    return crashed;
  }

  @Override
  public List<PeerRecord> peers() {
    return read(StoreOperation.PEERS, PeerStore::peers);
  }

  @Override
  public Map<PeerId, Integer> unreadCounts() {
    return read(StoreOperation.UNREAD_COUNTS, PeerStore::unreadCounts);
  }

  @Override
  public List<Message> unread(PeerId recipient, long after, int limit) {
    return read(StoreOperation.UNREAD, s -> s.unread(recipient, after, limit));
  }

  @Override
  public List<Message> history(HistoryQuery query) {
    return read(StoreOperation.HISTORY, s -> s.history(query));
  }

  @Override
  public List<Message> messages(Collection<Long> ids) {
    return read(StoreOperation.MESSAGES, s -> s.messages(ids));
  }

  @Override
  public List<PeerId> unreadSenders(Collection<PeerId> recipients) {
    return read(StoreOperation.UNREAD_SENDERS, s -> s.unreadSenders(recipients));
  }

  @Override
  public <T> T write(Function<? super Transaction, ? extends T> work) {
    requireAlive();
    FaultyTransaction.Fate fate = new FaultyTransaction.Fate(rules::at, this::crash);
    fate.meet(StoreOperation.WRITE);
    T result = store.write(transaction -> work.apply(new FaultyTransaction(transaction, fate)));
    if (fate.diesAfterCommit()) {
      throw crash();
    }
    return result;
  }

  @Override
  public void close() {
    store.close();
  }

  /// The store beneath, which no fault meets.
  PeerStore beneath() {
    return store;
  }

  private <T> T read(StoreOperation operation, Function<PeerStore, T> reading) {
    requireAlive();
    Optional<StoreFault> fault = rules.at(operation);
    if (fault.isPresent()) {
      switch (fault.get()) {
        case StoreFault.Fail() -> throw FaultyTransaction.failed(operation);
        case StoreFault.Crash(boolean afterwards) -> throw crash();
        case StoreFault.Slow(Runnable pause) -> pause.run();
      }
    }
    return reading.apply(store);
  }

  private StoreException crash() {
    crashed = true;
    return new StoreException("the store has crashed, as the test wanted");
  }

  private void requireAlive() {
    if (crashed) {
      throw new StoreException("the store has crashed and was not opened again");
    }
  }
}
