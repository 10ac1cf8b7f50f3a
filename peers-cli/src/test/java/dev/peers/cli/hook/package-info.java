@NullMarked
package dev.peers.cli.hook;

import org.jspecify.annotations.NullMarked;
