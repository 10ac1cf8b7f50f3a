package dev.peers.core;

/// Asks for the end of a peer's agent session.
///
/// @param from who asks; [Caller#CLI] for a person at a terminal
/// @param target the peer's id or name
public record KillRequest(Caller from, String target) {}
