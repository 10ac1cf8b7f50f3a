/// Tests of installing, with the archive that the build makes.
@NullMarked
package dev.peers.cli.install;

import org.jspecify.annotations.NullMarked;
