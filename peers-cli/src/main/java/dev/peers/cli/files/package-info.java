/// Files of our own: for their owner only, and of bounded size.
@NullMarked
package dev.peers.cli.files;

import org.jspecify.annotations.NullMarked;
