package dev.peers.mcp.internal.rpc;

import dev.peers.protocol.json.JsonObject;

/// What to do with messages. Called on the reading thread, one at a time and in order; it must not
/// wait for anything slow.
public interface Handler {
  /// A request, to be answered through the call, now or later from any thread.
  void request(Call call);

  /// A notification, which is never answered. Cancellations do not come here.
  void notification(String method, JsonObject params);

  /// Whether the protocol as negotiated knows batches.
  boolean takesBatches();
}
