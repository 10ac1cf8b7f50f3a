package dev.peers.testkit;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import java.time.Instant;
import java.util.Optional;

/// A message together with what only the store knows of it.
record StoredMessage(Message message, Optional<String> key) {
  boolean isUnread() {
    return message.isUnread();
  }

  boolean isUnreadBy(PeerId recipient) {
    return isUnread() && message.to().equals(recipient);
  }

  boolean endedBefore(Instant time) {
    return message.readAt().or(message::expiredAt).filter(time::isAfter).isPresent();
  }

  StoredMessage readAt(Instant at) {
    return copy(message.to(), message.pushedAt(), Optional.of(at), Optional.empty());
  }

  StoredMessage pushedAt(Instant at) {
    return copy(message.to(), Optional.of(at), message.readAt(), message.expiredAt());
  }

  StoredMessage expiredAt(Instant at) {
    return copy(message.to(), message.pushedAt(), Optional.empty(), Optional.of(at));
  }

  StoredMessage to(PeerId recipient) {
    return copy(recipient, message.pushedAt(), message.readAt(), message.expiredAt());
  }

  private StoredMessage copy(
      PeerId to, Optional<Instant> pushed, Optional<Instant> read, Optional<Instant> expired) {
    return new StoredMessage(
        new Message(
            message.id(),
            message.from(),
            to,
            message.text(),
            message.sentAt(),
            pushed,
            read,
            expired,
            message.replyTo(),
            message.verified()),
        key);
  }
}
