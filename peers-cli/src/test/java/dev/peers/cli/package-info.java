@NullMarked
package dev.peers.cli;

import org.jspecify.annotations.NullMarked;
