package dev.peers.core;

import dev.peers.core.model.PeerId;
import java.util.List;

/// What waits for all the peers of one agent.
///
/// @param count how many unread messages
/// @param senders who wrote them, each once
/// @param peerIds the agent's peers that have unread mail
public record UnreadSummary(int count, List<PeerId> senders, List<PeerId> peerIds) {
  public UnreadSummary {
    senders = List.copyOf(senders);
    peerIds = List.copyOf(peerIds);
  }
}
