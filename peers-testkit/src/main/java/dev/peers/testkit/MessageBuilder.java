package dev.peers.testkit;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.Party;
import dev.peers.core.model.Peer;
import java.time.Instant;
import java.util.Optional;

/// Makes a [Message] or an [Envelope] for a test that needs one without a network. What is not said
/// has a sensible value.
///
/// ```java
/// Envelope mail = MessageBuilder.message("The build is green.").from(ci).to(bob).envelope();
/// ```
public final class MessageBuilder {
  private final String text;
  private long id = 1;
  private Peer from = PeerBuilder.peer("alice").build();
  private Peer to = PeerBuilder.peer("bob").build();
  private Instant sentAt = PeerBuilder.NOON;
  private Optional<Instant> pushedAt = Optional.empty();
  private Optional<Instant> readAt = Optional.empty();
  private Optional<Instant> expiredAt = Optional.empty();
  private Optional<Long> replyTo = Optional.empty();

  private MessageBuilder(String text) {
    this.text = text;
  }

  /// Message 1, unread, from a peer `alice` to a peer `bob`.
  public static MessageBuilder message(String text) {
    return new MessageBuilder(text);
  }

  public MessageBuilder id(long newId) {
    id = newId;
    return this;
  }

  public MessageBuilder from(Peer sender) {
    from = sender;
    return this;
  }

  public MessageBuilder to(Peer recipient) {
    to = recipient;
    return this;
  }

  public MessageBuilder sentAt(Instant time) {
    sentAt = time;
    return this;
  }

  public MessageBuilder pushedAt(Instant time) {
    pushedAt = Optional.of(time);
    return this;
  }

  public MessageBuilder readAt(Instant time) {
    readAt = Optional.of(time);
    return this;
  }

  public MessageBuilder expiredAt(Instant time) {
    expiredAt = Optional.of(time);
    return this;
  }

  public MessageBuilder inReplyTo(long message) {
    replyTo = Optional.of(message);
    return this;
  }

  public Message build() {
    return new Message(
        id,
        from.id(),
        to.id(),
        text,
        sentAt,
        pushedAt,
        readAt,
        expiredAt,
        replyTo,
        from.verified());
  }

  /// The message together with what its two sides may know of each other.
  public Envelope envelope() {
    Party sender = from.party();
    return new Envelope(build(), sender, to.party());
  }
}
