package dev.peers.protocol;

import dev.peers.core.PeerEvent;
import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.model.Secret;
import dev.peers.protocol.internal.wire.EventJson;
import dev.peers.protocol.internal.wire.RequestJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The server's side of the event stream, `GET /events`: server-sent events as the HTML standard
/// defines them. Every event carries JSON on one line; the id of a message event is the message's.
public final class EventsCodec {
  private static final String KEEP_ALIVE = ": keep-alive\n\n";

  private EventsCodec() {}

  /// What a client asks for.
  ///
  /// @param query `id`, the peer's id or name, or `cli`; `after`, the last message that was seen
  /// @param lastEventId the header `Last-Event-ID`, which is newer than `after`
  /// @param secret the header `Peers-Secret`
  /// @throws IllegalArgumentException if the id is missing or a number is none
  public static SubscribeRequest request(
      Map<String, String> query, Optional<String> lastEventId, Optional<String> secret) {
    String id = query.getOrDefault("id", "");
    if (id.isEmpty()) {
      throw new IllegalArgumentException(
          "parameter 'id' is missing; expected the id or name of a peer, or cli");
    }
    Optional<Long> after =
        lastEventId
            .filter(text -> !text.isEmpty())
            .map(text -> number("header 'Last-Event-ID'", text))
            .or(() -> Optional.ofNullable(query.get("after")).map(EventsCodec::after));
    return new SubscribeRequest(RequestJson.caller(id, secret.map(Secret::new)), after);
  }

  /// One complete frame of the stream.
  public static byte[] encode(PeerEvent event) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    if (event instanceof MessageArrived(var envelope)) {
      append(frame, "id: " + envelope.message().id() + "\n");
    }
    append(frame, "event: " + EventJson.name(event) + "\ndata: ");
    frame.writeBytes(EventJson.data(event));
    append(frame, "\n\n");
    return frame.toByteArray();
  }

  /// A comment that shows that the stream still stands. Clients take fifteen silent seconds for the
  /// end.
  public static byte[] keepAlive() {
    return KEEP_ALIVE.getBytes(StandardCharsets.US_ASCII);
  }

  private static long after(String text) {
    return number("parameter 'after'", text);
  }

  private static long number(String what, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(what + " is no message id; expected a whole number", e);
    }
  }

  private static void append(ByteArrayOutputStream frame, String text) {
    frame.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
