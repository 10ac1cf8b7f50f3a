package dev.peers.core.port;

import dev.peers.core.model.PeerId;
import dev.peers.core.model.Secret;

/// The source of chance.
public interface Ids {
  /// An id, not necessarily unused.
  PeerId peerId();

  /// A secret that nobody can guess.
  Secret secret();
}
