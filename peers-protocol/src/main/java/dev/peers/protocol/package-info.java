/// The broker's API over HTTP, once for everybody: settings and addresses, the server's side free
/// of any HTTP library ([dev.peers.protocol.BrokerApi]), and the client
/// ([dev.peers.protocol.RemoteBroker]).
@NullMarked
package dev.peers.protocol;

import org.jspecify.annotations.NullMarked;
