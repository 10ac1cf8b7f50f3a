package dev.peers.core;

import java.util.Optional;

/// Who really makes a request, as the operating system and not the request says. A transport that
/// can tell supplies it; it never travels over the wire. Asking may take a while and must not be
/// done on threads that do not wait.
@FunctionalInterface
public interface Witness {
  /// Knows nothing: for transports that cannot tell.
  Witness NONE = Optional::empty;

  /// The process at the other end, if that can be told.
  Optional<Long> pid();
}
