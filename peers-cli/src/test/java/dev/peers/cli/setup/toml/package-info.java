@NullMarked
package dev.peers.cli.setup.toml;

import org.jspecify.annotations.NullMarked;
