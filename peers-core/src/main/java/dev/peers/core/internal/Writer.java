package dev.peers.core.internal;

import dev.peers.core.StoreException;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The one that writes. Jobs run one after the other; those that wait at the same time share one
/// transaction, so that many senders share one flush to the disk.
///
/// Jobs run in the order in which they came, except that those that share overtake those that run
/// alone, and of these, those of peers that are here overtake those of newcomers: of what is
/// overtaken no two run in a row while others wait. So mail waits for one registration, as does
/// whoever is here, and not for all that a flood brings. Nothing else overtakes.
///
/// Thread-safe. A job's stage completes after the commit, on the writing thread.
final class Writer {
  private static final System.Logger LOG = System.getLogger("dev.peers.core");

  /// How many jobs share a transaction at most, so that the first does not wait for ever.
  private static final int MAX_GROUP = 256;

  /// Reads and writes in a transaction that may be run again if another job of its group failed. It
  /// therefore changes nothing but the transaction.
  @FunctionalInterface
  interface Job<T> {
    Written<T> run(Transaction transaction);
  }

  /// What a job did, and what becomes true in memory once it is on disk.
  record Written<T>(T value, Runnable onCommit) {
    static <T> Written<T> of(T value) {
      return new Written<>(value, () -> {});
    }

    static <T> Written<T> of(T value, Runnable onCommit) {
      return new Written<>(value, onCommit);
    }
  }

  private final PeerStore store;
  private final Executor thread;
  private final Object lock = new Object();
  private final ArrayDeque<Pending<?>> sharing = new ArrayDeque<>();
  private final ArrayDeque<Pending<?>> alone = new ArrayDeque<>();
  private final ArrayDeque<Pending<?>> newcomers = new ArrayDeque<>();
  private long jobs;
  private boolean lastWasAlone;
  private boolean lastAloneWasNewcomer;
  private boolean running;
  private boolean closed;

  Writer(PeerStore store, Executor thread) {
    this.store = store;
    this.thread = thread;
  }

  /// Runs a job together with others.
  <T> CompletionStage<T> write(Job<T> job) {
    return enqueue(job, sharing);
  }

  /// Runs a job in a transaction of its own, because it decides by what is in memory: everything
  /// before it is true there when it runs, and everything after it sees what it did.
  <T> CompletionStage<T> writeAlone(Job<T> job) {
    return enqueue(job, alone);
  }

  /// Runs the job of a peer that is not here yet in a transaction of its own.
  <T> CompletionStage<T> writeNewcomer(Job<T> job) {
    return enqueue(job, newcomers);
  }

  private <T> CompletionStage<T> enqueue(Job<T> job, ArrayDeque<Pending<?>> queue) {
    Pending<T> pending;
    synchronized (lock) {
      pending = new Pending<>(job, jobs++);
      if (closed) {
        pending.fail(new StoreException("The broker has stopped; nothing was written"));
        return pending.result;
      }
      queue.add(pending);
      if (running) {
        return pending.result;
      }
      running = true;
    }
    thread.execute(this::drain);
    return pending.result;
  }

  /// Takes nothing more, and returns when all that was taken is written.
  void close() {
    boolean interrupted = false;
    synchronized (lock) {
      closed = true;
      while (running) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    for (List<Pending<?>> group = next(); !group.isEmpty(); group = next()) {
      commit(group);
    }
  }

  private List<Pending<?>> next() {
    synchronized (lock) {
      List<Pending<?>> group = new ArrayList<>();
      boolean newcomer = isNewcomerNext();
      ArrayDeque<Pending<?>> apart = newcomer ? newcomers : alone;
      lastWasAlone = isNext(apart);
      if (lastWasAlone) {
        lastAloneWasNewcomer = newcomer;
        group.add(apart.remove());
      } else {
        while (!sharing.isEmpty() && group.size() < MAX_GROUP) {
          group.add(sharing.remove());
        }
      }
      running = !group.isEmpty();
      if (!running) {
        lastAloneWasNewcomer = false;
        lock.notifyAll();
      }
      return group;
    }
  }

  /// Whether the next job that runs alone is one of a newcomer.
  private boolean isNewcomerNext() {
    if (alone.isEmpty() || newcomers.isEmpty()) {
      return alone.isEmpty();
    }
    return !lastAloneWasNewcomer && isOlder(newcomers, alone);
  }

  private boolean isNext(ArrayDeque<Pending<?>> apart) {
    if (apart.isEmpty() || sharing.isEmpty()) {
      return !apart.isEmpty();
    }
    return !lastWasAlone && isOlder(apart, sharing);
  }

  private static boolean isOlder(ArrayDeque<Pending<?>> one, ArrayDeque<Pending<?>> other) {
    return one.element().number < other.element().number;
  }

  private void commit(List<Pending<?>> group) {
    List<Runnable> commits;
    try {
      commits =
          store.write(
              transaction -> {
                List<Runnable> done = new ArrayList<>(group.size());
                for (Pending<?> pending : group) {
                  done.add(pending.run(transaction));
                }
                return done;
              });
    } catch (RuntimeException | LinkageError | AssertionError e) {
      if (group.size() == 1) {
        group.getFirst().fail(e);
      } else {
        // One of them is to blame. Each gets a transaction of its own, so that only that one fails.
        group.forEach(pending -> commit(List.of(pending)));
      }
      return;
    }
    commits.forEach(Runnable::run);
  }

  private static final class Pending<T> {
    private final Job<T> job;
    private final long number;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    Pending(Job<T> job, long number) {
      this.job = job;
      this.number = number;
    }

    Runnable run(Transaction transaction) {
      Written<T> written = job.run(transaction);
      return () -> {
        try {
          written.onCommit().run();
        } catch (RuntimeException e) {
          // It is on disk all the same, so the caller must not be told otherwise.
          LOG.log(System.Logger.Level.ERROR, "A change on disk was not taken up in memory", e);
        }
        result.complete(written.value());
      };
    }

    void fail(Throwable cause) {
      result.completeExceptionally(
          cause instanceof StoreException ? cause : new StoreException(cause.toString(), cause));
    }
  }
}
