package dev.peers.core;

import dev.peers.core.model.Peer;

/// A peer and what the broker knows of it at this moment.
///
/// @param unread how many messages wait for it
/// @param connected whether it listens on an event stream, so that mail reaches it at once
public record PeerStatus(Peer peer, int unread, boolean connected) {}
