/// Puts the distribution into a person's home and takes it out again.
@NullMarked
package dev.peers.cli.install;

import org.jspecify.annotations.NullMarked;
