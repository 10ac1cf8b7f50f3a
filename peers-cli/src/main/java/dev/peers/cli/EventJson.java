package dev.peers.cli;

import dev.peers.core.PeerEvent;
import dev.peers.core.model.Envelope;
import dev.peers.protocol.EventsCodec;
import java.nio.charset.StandardCharsets;

/// Events and messages as JSON on one line, in the notation of the event stream.
final class EventJson {
  private EventJson() {}

  /// The message alone.
  static String of(Envelope message) {
    return field(frame(new PeerEvent.MessageArrived(message)), "data: ");
  }

  /// The event's name and data.
  static String of(PeerEvent event) {
    String frame = frame(event);
    return "{\"event\":\""
        + field(frame, "event: ")
        + "\",\"data\":"
        + field(frame, "data: ")
        + "}";
  }

  private static String frame(PeerEvent event) {
    return new String(EventsCodec.encode(event), StandardCharsets.UTF_8);
  }

  private static String field(String frame, String name) {
    return frame
        .lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(name.length()))
        .orElse("{}");
  }
}
