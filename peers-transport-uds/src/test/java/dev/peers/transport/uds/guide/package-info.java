/// The code of docs/embedding.md.
@NullMarked
package dev.peers.transport.uds.guide;

import org.jspecify.annotations.NullMarked;
