@NullMarked
package dev.peers.cli.examples;

import org.jspecify.annotations.NullMarked;
