@NullMarked
package dev.peers.cli.setup.json;

import org.jspecify.annotations.NullMarked;
