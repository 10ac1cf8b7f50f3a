/// The use cases and the state they share. No API: anything here may change.
///
/// One thread writes: [dev.peers.core.internal.Writer] groups what waits into one transaction, and
/// only it changes the [dev.peers.core.internal.Directory]. Everything else reads.
@NullMarked
package dev.peers.core.internal;

import org.jspecify.annotations.NullMarked;
