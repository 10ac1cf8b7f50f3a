/// The ways to tell an agent's client that mail has come.
@NullMarked
package dev.peers.mcp.internal.wake;

import org.jspecify.annotations.NullMarked;
