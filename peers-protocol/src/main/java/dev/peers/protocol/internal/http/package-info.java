/// The small HTTP/1.1 client: blocking channels on virtual threads, a deadline for everything, no
/// library that takes time to load.
@NullMarked
package dev.peers.protocol.internal.http;

import org.jspecify.annotations.NullMarked;
