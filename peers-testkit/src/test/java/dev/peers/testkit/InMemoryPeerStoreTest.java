package dev.peers.testkit;

import dev.peers.core.port.PeerStore;
import dev.peers.testkit.contract.PeerStoreContract;

// region contract
final class InMemoryPeerStoreTest implements PeerStoreContract {
  @Override
  public PeerStore open() {
    return new InMemoryPeerStore();
  }
}
// endregion
