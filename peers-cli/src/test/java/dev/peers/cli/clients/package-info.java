/// Programs that are not ours, driven against the real `peers` command: the official MCP client
/// library, the MCP Inspector and curl.
@NullMarked
package dev.peers.cli.clients;

import org.jspecify.annotations.NullMarked;
