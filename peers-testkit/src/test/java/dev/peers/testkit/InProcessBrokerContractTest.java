package dev.peers.testkit;

import dev.peers.core.Broker;
import dev.peers.testkit.contract.BrokerContract;

final class InProcessBrokerContractTest implements BrokerContract {
  @Override
  public Broker expose(Broker network) {
    return network;
  }
}
