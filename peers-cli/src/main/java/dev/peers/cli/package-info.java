/// The `peers` command. [dev.peers.cli.Main] parses by hand: what a person or a script waits for
/// each time must start quickly.
@NullMarked
package dev.peers.cli;

import org.jspecify.annotations.NullMarked;
