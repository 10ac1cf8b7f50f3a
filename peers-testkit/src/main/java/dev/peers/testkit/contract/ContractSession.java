package dev.peers.testkit.contract;

import dev.peers.core.Caller;
import dev.peers.core.Registration;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.ProcessRef;

/// An agent of a [ContractNetwork] and its MCP server, registered.
record ContractSession(Registration registration, ProcessRef agent, ProcessRef server) {
  Peer peer() {
    return registration.peer();
  }

  PeerId id() {
    return peer().id();
  }

  /// The id as a request names it.
  String ref() {
    return id().value();
  }

  Caller caller() {
    return registration.caller();
  }
}
