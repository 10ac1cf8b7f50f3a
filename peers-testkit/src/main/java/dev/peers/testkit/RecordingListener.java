package dev.peers.testkit;

import dev.peers.core.EventListener;
import dev.peers.core.PeerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Keeps the events of a subscription. Safe from any thread.
public final class RecordingListener implements EventListener {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final List<PeerEvent> events = new ArrayList<>();
  private boolean ended;

  @Override
  public synchronized void onEvent(PeerEvent event) {
    events.add(event);
    notifyAll();
  }

  @Override
  public synchronized void onEnd(String reason) {
    ended = true;
  }

  /// The events so far, in order.
  public synchronized List<PeerEvent> events() {
    return List.copyOf(events);
  }

  /// The events so far of one kind, in order.
  public <E extends PeerEvent> List<E> events(Class<E> kind) {
    return events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Waits until there are at least so many events of a kind.
  ///
  /// @throws AssertionError if they do not come within 5 s
  public synchronized <E extends PeerEvent> List<E> await(Class<E> kind, int count) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (events(kind).size() < count) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(
            "no " + count + " of " + kind.getSimpleName() + " within 5 s, only " + events());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + kind.getSimpleName(), e);
      }
    }
    return events(kind);
  }

  public synchronized boolean hasEnded() {
    return ended;
  }
}
