package dev.peers.core.port;

import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.WakeEndpoint;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A peer together with what nobody else may know of it. Only the core and its store see this.
///
/// @param secretHash the hash of its secret; empty for a peer of the old protocol
/// @param wake where the broker can wake its agent
/// @param selfWakes whether the peer's own MCP server wakes the agent instead
public record PeerRecord(
    Peer peer, Optional<String> secretHash, Optional<WakeEndpoint> wake, boolean selfWakes) {
  public PeerId id() {
    return peer.id();
  }

  public PeerRecord with(UnaryOperator<Peer> change) {
    return new PeerRecord(change.apply(peer), secretHash, wake, selfWakes);
  }

  public PeerRecord withWake(WakeEndpoint endpoint) {
    return new PeerRecord(
        peer.withWakeTransport(Optional.of(endpoint.transport())),
        secretHash,
        Optional.of(endpoint),
        selfWakes);
  }
}
