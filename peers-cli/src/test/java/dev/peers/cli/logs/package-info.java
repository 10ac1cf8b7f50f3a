@NullMarked
package dev.peers.cli.logs;

import org.jspecify.annotations.NullMarked;
