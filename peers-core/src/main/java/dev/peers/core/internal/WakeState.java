package dev.peers.core.internal;

import dev.peers.core.model.Party;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Where one peer stands with being woken: one wake per batch of unread mail. Thread-safe.
final class WakeState {
  private Optional<CompletableFuture<Wake>> inFlight = Optional.empty();
  private Optional<Instant> unansweredSince = Optional.empty();
  private boolean answeredInFlight;
  private Optional<Party> missed = Optional.empty();

  /// Begins a wake for mail of this sender, unless one is under way or was not answered yet.
  synchronized Optional<CompletableFuture<Wake>> begin(Instant now, Duration again, Party sender) {
    if (inFlight.isPresent()) {
      // It came after the agent had read: the wake under way does not stand for it.
      missed = Optional.of(sender).filter(from -> answeredInFlight);
      return Optional.empty();
    }
    if (isWaiting(now, again)) {
      return Optional.empty();
    }
    CompletableFuture<Wake> attempt = new CompletableFuture<>();
    inFlight = Optional.of(attempt);
    return inFlight;
  }

  /// A clock that was set back must not put off the next wake until it has caught up.
  private boolean isWaiting(Instant now, Duration again) {
    return unansweredSince
        .filter(since -> !now.isBefore(since) && now.isBefore(since.plus(again)))
        .isPresent();
  }

  /// The wake under way, for whoever learns how it went.
  synchronized Optional<CompletableFuture<Wake>> inFlight() {
    return inFlight;
  }

  /// A wake has ended. One that failed may be tried again at once. One that an earlier wake covered
  /// is as old as that. One that was answered before it ended covers nothing.
  ///
  /// @return whose mail came meanwhile without being covered
  synchronized Optional<Party> ended(WakeStatus status, Instant now) {
    Optional<Party> next = missed;
    unansweredSince =
        switch (status) {
          case FAILED -> Optional.empty();
          case COALESCED -> unansweredSince.or(() -> Optional.of(now));
          case QUEUED, AMBIGUOUS, NONE -> Optional.of(now);
        };
    if (answeredInFlight) {
      unansweredSince = Optional.empty();
    }
    inFlight = Optional.empty();
    answeredInFlight = false;
    missed = Optional.empty();
    return next;
  }

  /// The agent has answered by reading: the next mail wakes it again.
  synchronized void answered() {
    unansweredSince = Optional.empty();
    answeredInFlight = inFlight.isPresent();
  }
}
