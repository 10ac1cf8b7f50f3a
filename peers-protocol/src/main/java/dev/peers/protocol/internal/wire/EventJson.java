package dev.peers.protocol.internal.wire;

import dev.peers.core.PeerEvent;
import dev.peers.core.PeerEvent.BrokerClosing;
import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.PeerEvent.MessagesRead;
import dev.peers.core.PeerEvent.PeerGone;
import dev.peers.core.PeerEvent.PeerHere;
import dev.peers.core.model.PeerId;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonFields;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.util.Optional;

/// The events of a stream: their names and their data.
public final class EventJson {
  private static final String MESSAGE = "message";
  private static final String READ = "read";
  private static final String HERE = "peer-here";
  private static final String GONE = "peer-gone";
  private static final String CLOSING = "closing";

  private EventJson() {}

  public static String name(PeerEvent event) {
    return switch (event) {
      case MessageArrived arrived -> MESSAGE;
      case MessagesRead read -> READ;
      case PeerHere here -> HERE;
      case PeerGone gone -> GONE;
      case BrokerClosing closing -> CLOSING;
    };
  }

  /// The event's data, on one line.
  public static byte[] data(PeerEvent event) {
    return Json.writeObject(out -> write(event, out));
  }

  /// The event, or nothing if a newer broker tells of what is not known here.
  public static Optional<PeerEvent> read(String name, String data) {
    return switch (name) {
      case MESSAGE -> Optional.of(new MessageArrived(MessageJson.read(object(data))));
      case READ -> Optional.of(readRead(object(data)));
      case HERE -> Optional.of(new PeerHere(PeerJson.read(object(data))));
      case GONE -> Optional.of(new PeerGone(PeerJson.read(object(data))));
      case CLOSING -> Optional.of(new BrokerClosing());
      default -> Optional.empty();
    };
  }

  private static JsonObject object(String data) {
    return Json.parseObject(data, JsonLimits.ANSWER);
  }

  private static void write(PeerEvent event, JsonFields out) {
    switch (event) {
      case MessageArrived(var envelope) -> MessageJson.write(envelope, out);
      case MessagesRead(var ids, var by, var at) ->
          out.putNumbers("ids", ids).put("by", by.value()).put("at", Timestamps.write(at));
      case PeerHere(var peer) -> PeerJson.write(peer, out);
      case PeerGone(var peer) -> PeerJson.write(peer, out);
      case BrokerClosing() -> {
        // There is nothing to say but that it closes.
      }
    }
  }

  private static MessagesRead readRead(JsonObject in) {
    return new MessagesRead(
        in.numbers("ids"), new PeerId(in.text("by")), Timestamps.read(in.text("at")));
  }
}
