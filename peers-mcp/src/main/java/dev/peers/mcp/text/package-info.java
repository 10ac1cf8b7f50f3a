/// How peers' words are shown to a model.
@NullMarked
package dev.peers.mcp.text;

import org.jspecify.annotations.NullMarked;
