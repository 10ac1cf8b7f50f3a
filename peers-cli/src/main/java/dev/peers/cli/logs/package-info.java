/// What the programs log, and how people read it.
@NullMarked
package dev.peers.cli.logs;

import org.jspecify.annotations.NullMarked;
