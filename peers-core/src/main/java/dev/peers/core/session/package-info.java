/// Taking part in a network: one session that stays a peer through all that happens to the broker.
///
/// Start with [Session#join].
@NullMarked
package dev.peers.core.session;

import org.jspecify.annotations.NullMarked;
