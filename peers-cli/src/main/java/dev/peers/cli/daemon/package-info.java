/// The broker as a process of its own: what it is made of, how it starts and how it ends.
@NullMarked
package dev.peers.cli.daemon;

import org.jspecify.annotations.NullMarked;
