package dev.peers.protocol.internal.wire;

import dev.peers.core.BrokerHealth;
import dev.peers.core.Cleaned;
import dev.peers.core.Killed;
import dev.peers.core.Purged;
import dev.peers.core.Refusal;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.UnreadSummary;
import dev.peers.core.model.Message;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.Wake;
import dev.peers.protocol.json.JsonFields;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// What is answered, apart from registering, peers and messages.
public final class ReplyJson {
  private ReplyJson() {}

  public static void writeRefusal(Refusal refusal, JsonFields out) {
    out.put("ok", false).put("error", refusal.text()).put("reason", refusal.code().toString());
  }

  /// A message that was sent. Its text is told only where it is not the one that was asked for.
  public static void writeSent(Sent sent, String asked, JsonFields out) {
    Message message = sent.message();
    out.put("ok", true)
        .putObject("wake", sent.wake(), ReplyJson::writeWake)
        .put("message_id", message.id())
        .put("to", message.to().value())
        .put("from_id", message.from().value())
        .put("sent_at", Timestamps.write(message.sentAt()))
        .putText("pushed_at", message.pushedAt().map(Timestamps::write))
        .putText("read_at", message.readAt().map(Timestamps::write))
        .putText("expired_at", message.expiredAt().map(Timestamps::write))
        .putNumber("reply_to", message.replyTo())
        .put("verified", message.verified());
    MessageJson.writeParty("to", sent.to(), out);
    if (!message.text().equals(asked)) {
      out.put("text", message.text());
    }
  }

  /// What was sent, or nothing if the broker is of the old protocol, which tells no id.
  public static Optional<Sent> readSent(JsonObject in, SendRequest request) {
    return in.has("message_id") ? Optional.of(sent(in, request)) : Optional.empty();
  }

  private static Sent sent(JsonObject in, SendRequest request) {
    PeerId to = new PeerId(in.text("to"));
    Message message =
        new Message(
            in.number("message_id"),
            new PeerId(in.text("from_id")),
            to,
            in.text("text", request.text()),
            Timestamps.read(in.text("sent_at")),
            PeerJson.time(in, "pushed_at"),
            PeerJson.time(in, "read_at"),
            PeerJson.time(in, "expired_at"),
            in.optionalNumber("reply_to"),
            in.flag("verified", false));
    return new Sent(
        message,
        MessageJson.readParty("to", to, in),
        in.optionalObject("wake").map(RequestJson::readWake).orElse(Wake.NONE));
  }

  private static void writeWake(Wake wake, JsonFields out) {
    out.putText("transport", wake.transport()).put("status", wake.status().toString());
  }

  public static void writeUnread(UnreadSummary summary, JsonFields out) {
    out.put("count", summary.count())
        .putTexts("senders", summary.senders())
        .putTexts("peer_ids", summary.peerIds());
  }

  public static UnreadSummary readUnread(JsonObject in) {
    return new UnreadSummary(
        Math.toIntExact(in.number("count")), ids(in, "senders"), ids(in, "peer_ids"));
  }

  public static void writeKilled(Killed killed, JsonFields out) {
    out.put("ok", true)
        .put("killed_pid", killed.pid())
        .putObject("peer", killed.peer(), PeerJson::write);
  }

  public static Killed readKilled(JsonObject in) {
    return new Killed(PeerJson.read(in.object("peer")), in.number("killed_pid"));
  }

  public static void writeCleaned(Cleaned cleaned, JsonFields out) {
    out.put("ok", true)
        .putObjects("terminated", cleaned.terminated(), PeerJson::write)
        .putObjects("removed", cleaned.removed(), PeerJson::write);
  }

  public static Cleaned readCleaned(JsonObject in) {
    return new Cleaned(peers(in, "terminated"), peers(in, "removed"));
  }

  public static void writePurged(Purged purged, JsonFields out) {
    out.put("ok", true).put("expired", purged.expired()).put("deleted", purged.deleted());
  }

  public static Purged readPurged(JsonObject in) {
    return new Purged(Math.toIntExact(in.number("expired")), Math.toIntExact(in.number("deleted")));
  }

  public static List<Peer> peers(JsonObject in, String name) {
    return in.objects(name).stream().map(PeerJson::read).toList();
  }

  public static void writeHealth(BrokerHealth health, JsonFields out) {
    out.put("status", "ok")
        .put("peers", health.peers())
        .put("version", health.version())
        .put("pid", health.pid());
    if (!health.warnings().isEmpty()) {
      out.putTexts("warnings", health.warnings());
    }
  }

  public static BrokerHealth readHealth(JsonObject in) {
    return new BrokerHealth(
        Math.toIntExact(in.number("peers")),
        in.text("version", ""),
        in.optionalNumber("pid").orElse(0L),
        in.has("warnings") ? in.texts("warnings") : List.of());
  }

  /// The refusal within an answer, if it is one. Brokers of the old protocol give no code; their
  /// texts are known.
  public static Optional<Refusal> readRefusal(JsonObject in) {
    if (in.flag("ok", true) && !in.has("reason")) {
      return Optional.empty();
    }
    String text = in.text("error", "the broker refused without saying why");
    Refusal.Code code =
        in.optionalText("reason").flatMap(Refusal.Code::parse).orElseGet(() -> codeOf(text));
    return Optional.of(new Refusal(code, text));
  }

  private static Refusal.Code codeOf(String text) {
    if (text.startsWith("Message too large")) {
      return Refusal.Code.MESSAGE_TOO_LARGE;
    } else if (text.startsWith("Unknown sender")) {
      return Refusal.Code.UNKNOWN_SENDER;
    } else if (text.startsWith("Peer ") && text.endsWith(" not found")) {
      return Refusal.Code.PEER_NOT_FOUND;
    } else if (text.startsWith("Rate limited")) {
      return Refusal.Code.RATE_LIMITED;
    } else if (text.contains("kill")) {
      return Refusal.Code.KILL_REFUSED;
    }
    return Refusal.Code.INVALID_REQUEST;
  }

  private static List<PeerId> ids(JsonObject in, String name) {
    return in.texts(name).stream().map(PeerId::new).toList();
  }
}
