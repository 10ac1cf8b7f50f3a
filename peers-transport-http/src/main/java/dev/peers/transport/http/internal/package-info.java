/// What the transports share and nobody else should use: a listener for any stream-oriented server
/// socket of the JDK, Unix or TCP, under Undertow's HTTP.
@NullMarked
package dev.peers.transport.http.internal;

import org.jspecify.annotations.NullMarked;
