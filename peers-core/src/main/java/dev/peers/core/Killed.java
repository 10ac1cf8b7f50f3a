package dev.peers.core;

import dev.peers.core.model.Peer;

/// A peer whose session was told to end.
///
/// @param pid the process that got the signal
public record Killed(Peer peer, long pid) {}
