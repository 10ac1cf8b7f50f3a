package dev.peers.core.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Hands what a feed took to one subscriber: in order, one call at a time, on the executor of the
/// session, and never more than was asked for. Thread-safe.
final class Outlet<T> implements Flow.Subscription {
  private final Flow.Subscriber<? super T> subscriber;
  private final Executor executor;
  private final int capacity;
  private final Runnable onRoom;
  private final Runnable onCancel;
  private final Queue<T> waiting = new ArrayDeque<>();
  private long demand;
  private boolean greeted;
  private boolean draining;
  private boolean full;
  private boolean ended;
  private @Nullable Throwable failure;

  /// @param onRoom told when there is room again after there was none
  /// @param onCancel told once when the subscriber wants nothing any more
  Outlet(
      Flow.Subscriber<? super T> subscriber,
      Executor executor,
      int capacity,
      Runnable onRoom,
      Runnable onCancel) {
    this.subscriber = subscriber;
    this.executor = executor;
    this.capacity = capacity;
    this.onRoom = onRoom;
    this.onCancel = onCancel;
  }

  /// Greets the subscriber.
  void start() {
    drainSoon();
  }

  /// Takes one more, or answers that there is no room for it.
  boolean offer(T item) {
    synchronized (this) {
      if (ended) {
        return true;
      }
      if (waiting.size() == capacity) {
        full = true;
        return false;
      }
      waiting.add(item);
    }
    drainSoon();
    return true;
  }

  /// Nothing more comes; what has come is still handed on.
  void complete() {
    synchronized (this) {
      ended = true;
    }
    drainSoon();
  }

  @Override
  public void request(long count) {
    boolean wrong = count <= 0;
    synchronized (this) {
      if (wrong) {
        fail(new IllegalArgumentException("a subscriber asks for at least 1, not " + count));
      } else {
        demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
      }
    }
    if (wrong) {
      onCancel.run();
    }
    drainSoon();
  }

  @Override
  public void cancel() {
    synchronized (this) {
      ended = true;
      draining = true;
      waiting.clear();
    }
    onCancel.run();
  }

  private void fail(Throwable problem) {
    if (!ended) {
      ended = true;
      waiting.clear();
      failure = problem;
    }
  }

  private void drainSoon() {
    synchronized (this) {
      if (draining) {
        return;
      }
      draining = true;
    }
    executor.execute(this::drain);
  }

  private void drain() {
    try {
      greet();
      for (T next = next(); next != null; next = next()) {
        subscriber.onNext(next);
      }
    } catch (RuntimeException e) {
      // A subscriber that throws has broken its contract and gets nothing more.
      cancel();
      throw e;
    }
  }

  private void greet() {
    boolean first;
    synchronized (this) {
      first = !greeted;
      greeted = true;
    }
    if (first) {
      subscriber.onSubscribe(this);
    }
  }

  /// What is to be handed on now; without it, this round of draining is over.
  private @Nullable T next() {
    T item = null;
    boolean room = false;
    boolean last = false;
    synchronized (this) {
      if (demand > 0 && !waiting.isEmpty()) {
        item = waiting.remove();
        demand -= demand == Long.MAX_VALUE ? 0 : 1;
      } else {
        last = ended && waiting.isEmpty() && greeted;
        // After the end nothing drains any more.
        draining = last;
      }
      if (full && waiting.size() <= capacity / 2) {
        full = false;
        room = true;
      }
    }
    if (room) {
      onRoom.run();
    }
    if (last) {
      end();
    }
    return item;
  }

  private void end() {
    Throwable problem = failure;
    if (problem == null) {
      subscriber.onComplete();
    } else {
      subscriber.onError(problem);
    }
  }
}
