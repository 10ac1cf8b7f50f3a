package dev.peers.core;

import dev.peers.core.model.Peer;
import dev.peers.core.model.Secret;
import java.util.Optional;

/// A peer as it was registered, and the secret to act as it, if it asked for one.
///
/// @param resumed whether it got back the identity, and the mail, of an earlier registration
/// @param unread how many messages wait for it
public record Registration(Peer peer, Optional<Secret> secret, boolean resumed, int unread) {
  public Caller caller() {
    return new Caller(peer.id().value(), secret);
  }
}
