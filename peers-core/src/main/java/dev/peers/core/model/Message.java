package dev.peers.core.model;

import java.time.Instant;
import java.util.Optional;

/// One message from a peer to another. Its id grows with every message of the network and orders
/// the history; times may repeat or run backwards with the clock.
///
/// @param id positive and growing
/// @param text what was said, as stored
/// @param pushedAt when it was handed to the recipient's client, which proves nothing
/// @param readAt when the recipient was shown it, or answered it
/// @param expiredAt when it was given up unread
/// @param replyTo the message that it answers
/// @param verified whether the sender proved to be who it says, when it was sent
public record Message(
    long id,
    PeerId from,
    PeerId to,
    String text,
    Instant sentAt,
    Optional<Instant> pushedAt,
    Optional<Instant> readAt,
    Optional<Instant> expiredAt,
    Optional<Long> replyTo,
    boolean verified) {
  /// @throws IllegalArgumentException if the id is not positive
  public Message {
    if (id <= 0) {
      throw new IllegalArgumentException("a message id is a positive number, not " + id);
    }
  }

  /// The furthest state for which there is evidence.
  public MessageState state() {
    if (readAt.isPresent()) {
      return MessageState.READ;
    }
    if (expiredAt.isPresent()) {
      return MessageState.EXPIRED;
    }
    return pushedAt.isPresent() ? MessageState.PUSHED : MessageState.STORED;
  }

  /// When it came into that state.
  public Instant stateSince() {
    return readAt.or(() -> expiredAt).or(() -> pushedAt).orElse(sentAt);
  }

  /// The same message with another recipient, who took over the mail of the one before.
  public Message movedTo(PeerId recipient) {
    return new Message(
        id, from, recipient, text, sentAt, pushedAt, readAt, expiredAt, replyTo, verified);
  }

  public boolean isUnread() {
    return readAt.isEmpty() && expiredAt.isEmpty();
  }
}
