package dev.peers.testkit;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore.Draft;
import dev.peers.core.port.PeerStore.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// A transaction of a [FaultyStore].
final class FaultyTransaction implements Transaction {
  private final Transaction transaction;
  private final Fate fate;

  FaultyTransaction(Transaction transaction, Fate fate) {
    this.transaction = transaction;
    this.fate = fate;
  }

  /// What becomes of one transaction.
  static final class Fate {
    private final Function<StoreOperation, Optional<StoreFault>> faults;
    private final Supplier<StoreException> crash;
    private boolean diesAfterCommit;

    Fate(Function<StoreOperation, Optional<StoreFault>> faults, Supplier<StoreException> crash) {
      this.faults = faults;
      this.crash = crash;
    }

    void meet(StoreOperation operation) {
      Optional<StoreFault> fault = faults.apply(operation);
      if (fault.isPresent()) {
        switch (fault.get()) {
          case StoreFault.Fail() -> throw failed(operation);
          case StoreFault.Slow(Runnable pause) -> pause.run();
          case StoreFault.Crash(boolean afterCommit) -> {
            if (!afterCommit) {
              throw crash.get();
            }
            diesAfterCommit = true;
          }
        }
      }
    }

    boolean diesAfterCommit() {
      return diesAfterCommit;
    }
  }

  static StoreException failed(StoreOperation operation) {
    return new StoreException("this " + operation + " fails, as the test wanted");
  }

  @Override
  public void put(PeerRecord peer) {
    fate.meet(StoreOperation.PUT);
    transaction.put(peer);
  }

  @Override
  public void forget(PeerId peer) {
    fate.meet(StoreOperation.FORGET);
    transaction.forget(peer);
  }

  @Override
  public void erase(PeerId peer) {
    fate.meet(StoreOperation.ERASE);
    transaction.erase(peer);
  }

  @Override
  public Message append(Draft draft) {
    fate.meet(StoreOperation.APPEND);
    return transaction.append(draft);
  }

  @Override
  public Optional<Message> sentWith(PeerId sender, String key) {
    fate.meet(StoreOperation.SENT_WITH);
    return transaction.sentWith(sender, key);
  }

  @Override
  public List<Message> acknowledge(PeerId recipient, Collection<Long> ids, Instant at) {
    fate.meet(StoreOperation.ACKNOWLEDGE);
    return transaction.acknowledge(recipient, ids, at);
  }

  @Override
  public int markPushed(PeerId recipient, Collection<Long> ids, Instant at) {
    fate.meet(StoreOperation.MARK_PUSHED);
    return transaction.markPushed(recipient, ids, at);
  }

  @Override
  public int moveUnread(PeerId from, PeerId to) {
    fate.meet(StoreOperation.MOVE_UNREAD);
    return transaction.moveUnread(from, to);
  }

  @Override
  public List<Message> expire(Instant sentBefore, int limit, Instant at) {
    fate.meet(StoreOperation.EXPIRE);
    return transaction.expire(sentBefore, limit, at);
  }

  @Override
  public int trim(int keep, int limit) {
    fate.meet(StoreOperation.TRIM);
    return transaction.trim(keep, limit);
  }

  @Override
  public int purge(Instant endedBefore, int limit) {
    fate.meet(StoreOperation.PURGE);
    return transaction.purge(endedBefore, limit);
  }
}
