package dev.peers.core.internal;

import dev.peers.core.Caller;
import dev.peers.core.Limits;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal.Code;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Knows whether callers are who they say.
final class Callers {
  private final Directory directory;
  private final Clock clock;
  private final int perMinute;
  private final Duration every;

  @Inject
  Callers(Directory directory, Clock clock, Limits limits) {
    this.directory = directory;
    this.clock = clock;
    this.perMinute = limits.requestsPerMinute();
    this.every = TokenBucket.everyMinute(perMinute);
  }

  /// The peer that the caller may act as. One that has a secret asks for it; one of the old
  /// protocol has none to show. Each request of a peer counts.
  Outcome<Entry> authenticate(Caller caller) {
    Optional<Entry> found = directory.findHere(caller.ref());
    if (found.isEmpty()) {
      return Outcome.refused(Code.UNKNOWN_PEER, "Unknown peer: " + Shown.ref(caller.ref()));
    }
    Optional<String> hash = found.get().record().secretHash();
    if (hash.isPresent() && !caller.secret().filter(s -> s.matches(hash.get())).isPresent()) {
      return Outcome.refused(
          Code.WRONG_SECRET,
          "Acting as peer "
              + found.get().id()
              + " needs the secret that its registration returned (header Peers-Secret)");
    }
    boolean admitted = found.get().requests.tryTake(perMinute, every, clock.instant());
    return admitted
        ? Outcome.done(found.get())
        : Outcome.refused(
            Code.RATE_LIMITED, "Rate limited: max " + perMinute + " requests per minute");
  }

  /// The peer whose mail the caller may read: as [#authenticate], or with the key that was left for
  /// the peer's agent while mail waits for it.
  Outcome<Entry> authenticateReader(Caller caller) {
    return directory
        .findHere(caller.ref())
        .filter(entry -> caller.secret().filter(s -> directory.isKey(entry, s)).isPresent())
        .map(Outcome::done)
        .orElseGet(() -> authenticate(caller));
  }
}
