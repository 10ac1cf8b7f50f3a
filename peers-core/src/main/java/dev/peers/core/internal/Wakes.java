package dev.peers.core.internal;

import dev.peers.core.Limits;
import dev.peers.core.model.Party;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeText;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.port.Notifier;
import dev.peers.core.port.Scheduler;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Has agents told that mail has come: by the peer's own MCP server, which hears of the mail on its
/// event stream and reports back, or by the broker for peers that left an endpoint here.
@Singleton
final class Wakes {
  private final Notifier notifier;
  private final Scheduler scheduler;
  private final Clock clock;
  private final Limits limits;

  @Inject
  Wakes(Notifier notifier, Scheduler scheduler, Clock clock, Limits limits) {
    this.notifier = notifier;
    this.scheduler = scheduler;
    this.clock = clock;
    this.limits = limits;
  }

  /// Begins to wake a peer for new mail. The stage completes within [Limits#wakeWait] with what is
  /// known by then.
  CompletionStage<Wake> wake(Entry peer, Party sender) {
    Optional<WakeTransport> transport = peer.record().peer().wakeTransport();
    if (transport.isEmpty()) {
      return CompletableFuture.completedFuture(Wake.NONE);
    }
    Optional<WakeEndpoint> endpoint = peer.record().wake();
    boolean itself = peer.record().selfWakes();
    if (itself ? !peer.isConnected() : endpoint.isEmpty()) {
      return CompletableFuture.completedFuture(
          noted(peer, Wake.of(transport.get(), WakeStatus.FAILED)));
    }
    Optional<CompletableFuture<Wake>> attempt =
        peer.wakeState.begin(clock.instant(), limits.wakeAgain(), sender);
    if (attempt.isEmpty()) {
      return CompletableFuture.completedFuture(Wake.of(transport.get(), WakeStatus.COALESCED));
    }
    if (!itself) {
      String text = WakeText.from(sender);
      notifier
          .wake(endpoint.get(), text)
          .thenAccept(status -> settle(peer, attempt.get(), Wake.of(transport.get(), status)));
    }
    return bounded(peer, transport.get(), attempt.get());
  }

  /// Takes what is known now of the wake under way.
  void settle(Entry peer, Wake wake) {
    noted(peer, wake);
    Optional<CompletableFuture<Wake>> attempt = peer.wakeState.inFlight();
    Optional<Party> missed = peer.wakeState.ended(wake.status(), clock.instant());
    attempt.ifPresent(future -> future.complete(wake));
    if (!peer.record().selfWakes() && peer.unread.get() > 0) {
      missed.ifPresent(sender -> wake(peer, sender));
    }
  }

  /// A result that comes after its attempt was given up says nothing of the next one.
  private void settle(Entry peer, CompletableFuture<Wake> attempt, Wake wake) {
    if (peer.wakeState.inFlight().filter(attempt::equals).isPresent()) {
      settle(peer, wake);
    } else {
      noted(peer, wake);
    }
  }

  private CompletionStage<Wake> bounded(
      Entry peer, WakeTransport transport, CompletableFuture<Wake> attempt) {
    Wake unknown = Wake.of(transport, WakeStatus.AMBIGUOUS);
    if (attempt.isDone()) {
      return attempt;
    }
    CompletableFuture<Wake> answer = new CompletableFuture<>();
    Scheduler.Cancellable answerBy =
        scheduler.after(limits.wakeWait(), () -> answer.complete(unknown));
    Scheduler.Cancellable giveUpBy =
        scheduler.after(
            limits.wakeTimeout(),
            () -> {
              if (!attempt.isDone()) {
                settle(peer, attempt, unknown);
              }
            });
    attempt.thenAccept(
        wake -> {
          answerBy.cancel();
          giveUpBy.cancel();
          answer.complete(wake);
        });
    return answer;
  }

  private Wake noted(Entry peer, Wake wake) {
    peer.woken(wake, clock.instant());
    return wake;
  }
}
