/// The broker on a Unix socket that belongs to one user, and the lock that decides whose it is.
@NullMarked
package dev.peers.transport.uds;

import org.jspecify.annotations.NullMarked;
