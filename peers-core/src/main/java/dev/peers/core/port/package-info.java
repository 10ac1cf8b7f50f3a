/// What the core needs from outside, as plain nouns. Whoever writes one proves it with the contract
/// of the same name in `peers-testkit`.
@NullMarked
package dev.peers.core.port;

import org.jspecify.annotations.NullMarked;
