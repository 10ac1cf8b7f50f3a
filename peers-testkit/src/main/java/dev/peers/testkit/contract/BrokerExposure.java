package dev.peers.testkit.contract;

import dev.peers.core.Broker;

/// Where the parts of [BrokerContract] get the broker from that they test.
@FunctionalInterface
public interface BrokerExposure {
  /// Makes a network reachable in the way that is under test.
  ///
  /// @param network a network in this process, which the contract opens and closes
  /// @return the way to reach it, which the contract closes first; the network itself if that is
  ///   what is tested
  Broker expose(Broker network);
}
