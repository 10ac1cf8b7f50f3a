/// JSON-RPC 2.0, one message per line.
@NullMarked
package dev.peers.mcp.internal.rpc;

import org.jspecify.annotations.NullMarked;
