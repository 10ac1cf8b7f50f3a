package dev.peers.core.internal;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore;
import java.util.ArrayList;
import java.util.List;

/// Reads unread mail in pieces.
final class Pages {
  private Pages() {}

  /// All unread mail of a peer after the given id, oldest first.
  static List<Message> unread(PeerStore store, PeerId peer, long after, int pageSize) {
    List<Message> all = new ArrayList<>();
    long last = after;
    List<Message> page;
    do {
      page = store.unread(peer, last, pageSize);
      all.addAll(page);
      if (!page.isEmpty()) {
        last = page.getLast().id();
      }
    } while (page.size() == pageSize);
    return all;
  }
}
