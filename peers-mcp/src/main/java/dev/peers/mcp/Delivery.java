package dev.peers.mcp;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Tells the agent of mail that came, on a thread of its own, so that a client which hangs holds up
/// nothing else. Thread-safe.
final class Delivery {
  /// How much mail waits at most. More is left with the broker and fetched again later.
  private static final int ROOM = 200;

  private final BlockingQueue<Envelope> queue = new LinkedBlockingQueue<>(ROOM);
  private final Supplier<List<Waker>> wakers;
  private final Supplier<List<Envelope>> unread;
  private final BiConsumer<Wake, List<Long>> report;
  private final WakeState state;
  private final Runnable onRoom;
  private long accepted;
  private boolean full;

  /// @param wakers the ways to tell the agent, the best first
  /// @param unread fetches the unread mail, oldest first
  /// @param report tells the broker how it went, and which messages were handed over
  /// @param onRoom run when there is room again after mail had to be left
  Delivery(
      Supplier<List<Waker>> wakers,
      Supplier<List<Envelope>> unread,
      BiConsumer<Wake, List<Long>> report,
      WakeState state,
      Runnable onRoom) {
    this.wakers = wakers;
    this.unread = unread;
    this.report = report;
    this.state = state;
    this.onRoom = onRoom;
  }

  Thread start() {
    return Thread.ofPlatform().daemon().name("peers-delivery").start(this::run);
  }

  /// Takes mail to tell the agent of; answers false if there is no room.
  synchronized boolean offer(Envelope envelope) {
    boolean taken = queue.offer(envelope);
    if (taken) {
      accepted = Math.max(accepted, envelope.message().id());
    } else {
      full = true;
    }
    return taken;
  }

  /// Takes mail that may be known already.
  synchronized void offerAgain(Envelope envelope) {
    long id = envelope.message().id();
    if (queue.stream().noneMatch(waiting -> waiting.message().id() == id)) {
      offer(envelope);
    }
  }

  /// The agent has read its mail up to this id. Answers whether it must be told of more.
  boolean answered(long messageId) {
    return state.answered(messageId);
  }

  /// The last message that was taken; 0 if there was none.
  synchronized long accepted() {
    return accepted;
  }

  /// Forgets what was taken, because the network does not know it any more either.
  synchronized void startOver() {
    queue.clear();
    accepted = 0;
    full = false;
    state.failed();
  }

  private synchronized boolean hasRoomAgain() {
    boolean again = full;
    full = false;
    return again;
  }

  private void run() {
    try {
      while (true) {
        List<Envelope> batch = new ArrayList<>();
        batch.add(queue.take());
        queue.drainTo(batch);
        deliver(batch);
        if (hasRoomAgain()) {
          onRoom.run();
        }
      }
    } catch (InterruptedException e) {
      // The session has ended.
    }
  }

  private void deliver(List<Envelope> batch) throws InterruptedException {
    List<Long> ids = batch.stream().map(e -> e.message().id()).toList();
    Wake outcome = Wake.NONE;
    for (Waker waker : wakers.get()) {
      if (waker.carriesText()) {
        outcome = Wake.of(waker.transport(), waker.wake(batch));
      } else if (isCovered() && state.cover(ids.getLast())) {
        outcome = Wake.of(waker.transport(), WakeStatus.COALESCED);
      } else {
        state.waking(ids.getLast());
        outcome = Wake.of(waker.transport(), waker.wake(batch));
        if (outcome.status() == WakeStatus.FAILED) {
          state.failed();
        }
      }
      if (outcome.status() != WakeStatus.FAILED) {
        report.accept(outcome, waker.carriesText() ? ids : List.of());
        return;
      }
    }
    report.accept(outcome, List.of());
  }

  /// Whether the agent was woken already and has not read since. It may have read by way of a hook,
  /// which only the broker knows.
  private boolean isCovered() {
    if (!state.isUnanswered()) {
      return false;
    }
    List<Envelope> waiting = unread.get();
    return !waiting.isEmpty() && waiting.getFirst().message().id() <= state.upTo();
  }
}
