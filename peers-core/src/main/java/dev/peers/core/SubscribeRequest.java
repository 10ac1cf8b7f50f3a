package dev.peers.core;

import java.util.Optional;

/// Asks for events: those of a peer, or with [Caller#CLI] the coming and going of everybody.
///
/// @param after the last message that was seen; unread mail with a greater id is told first
public record SubscribeRequest(Caller caller, Optional<Long> after) {}
