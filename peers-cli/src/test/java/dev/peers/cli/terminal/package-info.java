@NullMarked
package dev.peers.cli.terminal;

import org.jspecify.annotations.NullMarked;
