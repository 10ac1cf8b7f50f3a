/// The broker's API over HTTP, the same for every transport: what its user may set.
@NullMarked
package dev.peers.transport.http;

import org.jspecify.annotations.NullMarked;
