/// Code of docs/embedding.md.
@NullMarked
package dev.peers.transport.tcp.guide;

import org.jspecify.annotations.NullMarked;
