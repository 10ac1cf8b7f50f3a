@NullMarked
package dev.peers.cli.setup;

import org.jspecify.annotations.NullMarked;
