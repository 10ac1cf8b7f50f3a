package dev.peers.mcp.internal.rpc;

import dev.peers.protocol.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers the answers to one batch and writes them together when the last is there. Thread-safe.
final class BatchReply {
  private final LineWriter writer;
  private final List<Json> messages = new ArrayList<>();
  private final List<Call.Written> waiting = new ArrayList<>();
  private int open;

  BatchReply(LineWriter writer, int open) {
    this.writer = writer;
    this.open = open;
  }

  void done(Optional<Json> message, Call.Written written) {
    List<Json> all;
    List<Call.Written> told;
    synchronized (this) {
      message.ifPresent(messages::add);
      waiting.add(written);
      open--;
      if (open > 0) {
        return;
      }
      all = List.copyOf(messages);
      told = List.copyOf(waiting);
    }
    boolean out = !all.isEmpty() && writer.write(Json.of(all));
    told.forEach(w -> w.done(out));
  }
}
