/// The broker on a loopback port, for programs that cannot reach its Unix socket.
@NullMarked
package dev.peers.transport.tcp;

import org.jspecify.annotations.NullMarked;
