/// The MCP server that stands beside every agent: its session in the network, its tools, and the
/// ways to wake its agent.
@NullMarked
package dev.peers.mcp;

import org.jspecify.annotations.NullMarked;
