package dev.peers.core;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import java.time.Instant;
import java.util.List;

/// Something that a peer is told of on its event stream.
public sealed interface PeerEvent {
  /// Mail has come for the peer.
  record MessageArrived(Envelope envelope) implements PeerEvent {}

  /// Messages of the peer's own were read by their recipient.
  record MessagesRead(List<Long> ids, PeerId by, Instant at) implements PeerEvent {
    public MessagesRead {
      ids = List.copyOf(ids);
    }
  }

  /// Another peer has come, or has changed what it says of itself.
  record PeerHere(Peer peer) implements PeerEvent {}

  /// Another peer has gone.
  record PeerGone(Peer peer) implements PeerEvent {}

  /// The broker stops. Whoever still works connects again to its successor.
  record BrokerClosing() implements PeerEvent {}
}
