package dev.peers.core;

import dev.peers.core.model.Activity;
import dev.peers.core.model.Peer;
import java.util.Optional;

/// A peer and what the broker knows of it at this moment.
///
/// @param unread how many messages wait for it
/// @param connected whether it listens on an event stream, so that mail reaches it at once
/// @param activity what its agent is at, if that is known
public record PeerStatus(Peer peer, int unread, boolean connected, Optional<Activity> activity) {
  /// One of whose agent it is not known what it is at.
  public PeerStatus(Peer peer, int unread, boolean connected) {
    this(peer, unread, connected, Optional.empty());
  }

  public PeerStatus withActivity(Optional<Activity> newActivity) {
    return new PeerStatus(peer, unread, connected, newActivity);
  }
}
