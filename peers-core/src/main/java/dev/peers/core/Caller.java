package dev.peers.core;

import dev.peers.core.model.PeerId;
import dev.peers.core.model.Secret;
import java.util.Optional;

/// Who asks: a peer's id or name, and its secret if it was given one.
public record Caller(String ref, Optional<Secret> secret) {
  /// A person at a terminal.
  public static final Caller CLI = new Caller(PeerId.CLI.value(), Optional.empty());

  public static Caller of(PeerId id, Secret secret) {
    return new Caller(id.value(), Optional.of(secret));
  }

  /// A peer of the old protocol, which knows no secrets.
  public static Caller unverified(String ref) {
    return new Caller(ref, Optional.empty());
  }

  public boolean isCli() {
    return ref.equals(PeerId.CLI.value());
  }
}
