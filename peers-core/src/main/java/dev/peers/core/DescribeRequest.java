package dev.peers.core;

import dev.peers.core.model.PeerName;
import java.util.Optional;

/// What a peer says of itself.
///
/// @param name a new name, if it wants one
public record DescribeRequest(Caller caller, String summary, Optional<PeerName> name) {}
