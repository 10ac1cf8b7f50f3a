package dev.peers.testkit.contract;

/// What every [dev.peers.core.port.PeerStore] must do. A test class of an adapter implements this
/// and says how to open an empty store.
public interface PeerStoreContract
    extends StoredPeersContract,
        UnreadMailContract,
        HistoryContract,
        RetentionContract,
        TransactionContract {}
