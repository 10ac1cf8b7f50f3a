/// `peers demo`: two MCP sessions talk to each other through a real broker, in a world of their
/// own.
@NullMarked
package dev.peers.cli.demo;

import org.jspecify.annotations.NullMarked;
