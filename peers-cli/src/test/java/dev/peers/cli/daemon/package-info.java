@NullMarked
package dev.peers.cli.daemon;

import org.jspecify.annotations.NullMarked;
