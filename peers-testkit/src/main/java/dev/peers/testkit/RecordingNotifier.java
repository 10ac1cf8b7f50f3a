package dev.peers.testkit;

import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.port.Notifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A notifier that wakes nobody and remembers whom it should have woken. Safe from any thread.
public final class RecordingNotifier implements Notifier {
  private final List<Woken> wakes = new ArrayList<>();
  private final Queue<CompletableFuture<WakeStatus>> held = new ArrayDeque<>();
  private WakeStatus answer = WakeStatus.QUEUED;
  private boolean holding;

  /// One call.
  public record Woken(WakeEndpoint endpoint, String text) {}

  /// What every wake comes to from now on; [WakeStatus#QUEUED] unless told.
  public synchronized void answer(WakeStatus newAnswer) {
    answer = newAnswer;
    holding = false;
  }

  /// From now on wakes come to nothing until [#settle].
  public synchronized void hold() {
    holding = true;
  }

  /// Lets the oldest wake that is held back come to this.
  ///
  /// @throws IllegalStateException if none is held back
  public void settle(WakeStatus status) {
    CompletableFuture<WakeStatus> oldest;
    synchronized (this) {
      oldest = held.poll();
    }
    if (oldest == null) {
      throw new IllegalStateException("no wake is held back");
    }
    oldest.complete(status);
  }

  /// The calls so far, in order.
  public synchronized List<Woken> wakes() {
    return List.copyOf(wakes);
  }

  @Override
  public synchronized CompletionStage<WakeStatus> wake(WakeEndpoint endpoint, String text) {
    wakes.add(new Woken(endpoint, text));
    if (!holding) {
      return CompletableFuture.completedFuture(answer);
    }
    CompletableFuture<WakeStatus> later = new CompletableFuture<>();
    held.add(later);
    return later;
  }
}
