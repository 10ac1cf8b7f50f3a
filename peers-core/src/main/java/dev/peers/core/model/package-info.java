/// The domain: peers, messages and the value types they are made of. Immutable, validated at
/// construction, free of input and output.
@NullMarked
package dev.peers.core.model;

import org.jspecify.annotations.NullMarked;
