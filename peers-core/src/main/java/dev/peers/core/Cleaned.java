package dev.peers.core;

import dev.peers.core.model.Peer;
import java.util.List;

/// What a clean-up did. Mail is not touched.
///
/// @param terminated orphans whose process was ended
/// @param removed all peers that are gone now, those whose process was dead already among them
public record Cleaned(List<Peer> terminated, List<Peer> removed) {
  public Cleaned {
    terminated = List.copyOf(terminated);
    removed = List.copyOf(removed);
  }
}
