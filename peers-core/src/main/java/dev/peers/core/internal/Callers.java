package dev.peers.core.internal;

import dev.peers.core.Caller;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal.Code;
import jakarta.inject.Inject;
import java.util.Optional;

/// Knows whether callers are who they say.
final class Callers {
  private final Directory directory;

  @Inject
  Callers(Directory directory) {
    this.directory = directory;
  }

  /// The peer that the caller may act as. One that has a secret asks for it; one of the old
  /// protocol has none to show.
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
    return Outcome.done(found.get());
  }
}
