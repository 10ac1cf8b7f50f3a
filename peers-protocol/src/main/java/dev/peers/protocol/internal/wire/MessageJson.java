package dev.peers.protocol.internal.wire;

import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.Party;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.protocol.json.JsonFields;
import dev.peers.protocol.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// Messages with their two sides. The first fields are those of the old protocol, in its order.
public final class MessageJson {
  private MessageJson() {}

  public static void write(Envelope envelope, JsonFields out) {
    Message message = envelope.message();
    out.put("id", message.id())
        .put("from_id", message.from().value())
        .put("to_id", message.to().value())
        .put("text", message.text())
        .put("sent_at", Timestamps.write(message.sentAt()))
        .put("delivered", message.readAt().isPresent() ? 1 : 0)
        .put("state", message.state().toString())
        .putText("pushed_at", message.pushedAt().map(Timestamps::write))
        .putText("read_at", message.readAt().map(Timestamps::write))
        .putText("expired_at", message.expiredAt().map(Timestamps::write))
        .putNumber("reply_to", message.replyTo())
        .put("verified", message.verified());
    writeParty("from", envelope.from(), out);
    writeParty("to", envelope.to(), out);
  }

  public static Envelope read(JsonObject in) {
    Instant sentAt = Timestamps.read(in.text("sent_at"));
    Message message =
        new Message(
            in.number("id"),
            new PeerId(in.text("from_id")),
            new PeerId(in.text("to_id")),
            in.text("text"),
            sentAt,
            PeerJson.time(in, "pushed_at"),
            readAt(in, sentAt),
            PeerJson.time(in, "expired_at"),
            in.optionalNumber("reply_to"),
            in.flag("verified", false));
    return new Envelope(
        message, readParty("from", message.from(), in), readParty("to", message.to(), in));
  }

  static void writeParty(String side, Party party, JsonFields out) {
    out.putText(side + "_name", party.name())
        .putText(side + "_client_type", party.clientType())
        .put(side + "_cwd", party.cwd())
        .put(side + "_summary", party.summary())
        .put(side + "_verified", party.verified());
  }

  static Party readParty(String side, PeerId id, JsonObject in) {
    Party unknown = Party.unknown(id);
    return new Party(
        id,
        in.optionalText(side + "_name").map(PeerName::new),
        in.optionalText(side + "_client_type").map(ClientType::new).or(unknown::clientType),
        in.text(side + "_cwd", ""),
        in.text(side + "_summary", ""),
        in.flag(side + "_verified", false));
  }

  /// A broker of the old protocol says that a message was delivered, and not when.
  private static Optional<Instant> readAt(JsonObject in, Instant sentAt) {
    Optional<Instant> told = PeerJson.time(in, "read_at");
    boolean delivered = in.optionalNumber("delivered").orElse(0L) == 1;
    return told.isEmpty() && delivered ? Optional.of(sentAt) : told;
  }
}
