package dev.peers.testkit;

import dev.peers.core.EventListener;
import dev.peers.core.PeerEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/// Keeps the events of a subscription. Safe from any thread.
public final class RecordingListener implements EventListener {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final List<PeerEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  @Override
  public void onEvent(PeerEvent event) {
    events.add(event);
  }

  @Override
  public void onEnd(String reason) {
    ended.set(true);
  }

  /// The events so far, in order.
  public List<PeerEvent> events() {
    return List.copyOf(events);
  }

  /// The events so far of one kind, in order.
  public <E extends PeerEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Waits until there are at least so many events of a kind.
  ///
  /// @throws org.awaitility.core.ConditionTimeoutException if they do not come within 5 s
  public <E extends PeerEvent> List<E> await(Class<E> kind, int count) {
    Awaitility.await(count + " of " + kind.getSimpleName())
        .atMost(DEADLINE)
        .until(() -> events(kind).size() >= count);
    return events(kind);
  }

  public boolean hasEnded() {
    return ended.get();
  }
}
