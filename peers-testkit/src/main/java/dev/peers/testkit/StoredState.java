package dev.peers.testkit;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import java.util.List;
import java.util.Optional;

/// What lies in a store. No fault meets whoever looks here.
final class StoredState {
  private static final PeerStore.HistoryQuery EVERYTHING =
      new PeerStore.HistoryQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Integer.MAX_VALUE);

  private final FaultyStore store;

  StoredState(FaultyStore store) {
    this.store = store;
  }

  /// Oldest first.
  List<Message> messages() {
    return store.beneath().history(EVERYTHING).reversed();
  }

  /// Oldest first.
  List<Message> unread(PeerId recipient) {
    return store.beneath().unread(recipient, 0, Integer.MAX_VALUE);
  }

  List<PeerRecord> records() {
    return store.beneath().peers();
  }

  Optional<PeerRecord> record(PeerId id) {
    return records().stream().filter(record -> record.id().equals(id)).findFirst();
  }
}
