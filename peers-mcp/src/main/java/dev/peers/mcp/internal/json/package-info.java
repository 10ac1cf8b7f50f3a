/// JSON as a small tree, read strictly and within bounds.
@NullMarked
package dev.peers.mcp.internal.json;

import org.jspecify.annotations.NullMarked;
