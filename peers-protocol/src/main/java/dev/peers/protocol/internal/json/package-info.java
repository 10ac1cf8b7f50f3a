/// JSON, strictly: a small reader, and the streaming library for writing.
@NullMarked
package dev.peers.protocol.internal.json;

import org.jspecify.annotations.NullMarked;
