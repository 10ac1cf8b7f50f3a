/// What goes over the wire, field by field: each class writes and reads one kind of thing.
@NullMarked
package dev.peers.protocol.internal.wire;

import org.jspecify.annotations.NullMarked;
