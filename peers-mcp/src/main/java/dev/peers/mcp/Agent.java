package dev.peers.mcp;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.WakeEndpoint;
import java.util.Optional;

/// What is known of the agent that started this server.
///
/// @param process its process, the parent of this one; empty if that is gone
/// @param cwd the folder it works in
/// @param gitRoot the top of the git work tree of that folder
/// @param tty its terminal
/// @param inbox where its client takes messages, if it is a Claude Code session
record Agent(
    Optional<ProcessRef> process,
    String cwd,
    Optional<String> gitRoot,
    Optional<String> tty,
    Optional<WakeEndpoint> inbox) {}
