/// The peers network as a library: [dev.peers.core.Broker] is what can be done, in this process or
/// through a connection; [dev.peers.core.Peers] makes a network in this process.
@NullMarked
package dev.peers.core;

import org.jspecify.annotations.NullMarked;
