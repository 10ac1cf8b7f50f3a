package dev.peers.core.internal;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore;
import java.util.ArrayList;
import java.util.List;

/// Reads mail in pieces, and no more of it than memory should hold.
final class Pages {
  private Pages() {}

  /// So many characters of text are held for one reader at most; one message always is.
  private static final int MAX_CHARS = 1_000_000;

  /// Mail, and whether there is more after it.
  record Mail(List<Message> messages, boolean hasMore) {}

  /// The unread mail of a peer after the given id, oldest first.
  static Mail unread(PeerStore store, PeerId peer, long after, int pageSize) {
    List<Message> all = new ArrayList<>();
    int room = MAX_CHARS;
    long last = after;
    List<Message> page;
    do {
      page = store.unread(peer, last, pageSize);
      for (Message message : page) {
        room -= message.text().length();
        if (room < 0 && !all.isEmpty()) {
          return new Mail(all, true);
        }
        all.add(message);
        last = message.id();
      }
    } while (page.size() == pageSize);
    return new Mail(all, false);
  }

  /// As many of the messages, from the first on, as one answer should hold.
  static List<Message> fitting(List<Message> messages) {
    int room = MAX_CHARS;
    for (int i = 0; i < messages.size(); i++) {
      room -= messages.get(i).text().length();
      if (room < 0 && i > 0) {
        return messages.subList(0, i);
      }
    }
    return messages;
  }
}
