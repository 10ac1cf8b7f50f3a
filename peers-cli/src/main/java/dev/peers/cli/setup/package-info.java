/// The command `setup`: connects the agents' clients, in their own configuration.
@NullMarked
package dev.peers.cli.setup;

import org.jspecify.annotations.NullMarked;
