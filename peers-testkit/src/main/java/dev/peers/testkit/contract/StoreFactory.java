package dev.peers.testkit.contract;

import dev.peers.core.port.PeerStore;

/// Where the parts of [PeerStoreContract] get their stores from.
public interface StoreFactory {
  /// A new, empty store.
  PeerStore open();
}
