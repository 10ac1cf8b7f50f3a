package dev.peers.core.model;

import java.util.Optional;

/// The outcome of one attempt to wake an agent.
public record Wake(Optional<WakeTransport> transport, WakeStatus status) {
  /// The peer has no way to be woken.
  public static final Wake NONE = new Wake(Optional.empty(), WakeStatus.NONE);

  public static Wake of(WakeTransport transport, WakeStatus status) {
    return new Wake(Optional.of(transport), status);
  }
}
