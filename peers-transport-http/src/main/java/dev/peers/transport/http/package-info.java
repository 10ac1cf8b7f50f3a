/// The broker's API over HTTP: one handler for every transport, with its limits.
@NullMarked
package dev.peers.transport.http;

import org.jspecify.annotations.NullMarked;
