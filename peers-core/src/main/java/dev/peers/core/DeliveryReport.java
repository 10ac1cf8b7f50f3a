package dev.peers.core;

import dev.peers.core.model.Wake;
import java.util.List;

/// What a recipient's own MCP server did with mail that the event stream brought: how waking the
/// agent went, and which messages were handed to the client. It proves no reading.
///
/// @param pushed the messages whose text was handed over; empty for a wake without text
public record DeliveryReport(Caller caller, Wake wake, List<Long> pushed) {
  public DeliveryReport {
    pushed = List.copyOf(pushed);
  }
}
