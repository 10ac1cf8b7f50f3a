package dev.peers.core;

/// Makes known where the agent of a Codex session can be woken.
///
/// @param transport only `codex_queue` is accepted
/// @param address the thread id
public record SetWakeRequest(long agentPid, String transport, String address) {}
