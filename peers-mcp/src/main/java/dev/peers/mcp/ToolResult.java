package dev.peers.mcp;

import dev.peers.mcp.text.Fence;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a tool says.
///
/// @param text the answer in words
/// @param note what to do about it, if that is worth saying
/// @param structured the same for programs; some clients show a model nothing else, so it leaves
///   nothing out
/// @param shows the messages that count as read once this has reached the client
record ToolResult(
    String text, Optional<String> note, JsonObject structured, boolean isError, List<Long> shows) {
  static ToolResult of(String text, JsonObject structured) {
    return new ToolResult(text, Optional.empty(), structured, false, List.of());
  }

  static ToolResult error(String text) {
    return new ToolResult(Fence.clean(text), Optional.empty(), JsonObject.EMPTY, true, List.of());
  }

  ToolResult withNote(String newNote) {
    return new ToolResult(text, Optional.of(newNote), structured, isError, shows);
  }

  ToolResult showing(List<Long> ids) {
    return new ToolResult(text, note, structured, isError, List.copyOf(ids));
  }

  JsonObject toJson() {
    List<Json> content =
        Stream.concat(Stream.of(text), note.stream())
            .<Json>map(t -> Json.object().put("type", "text").put("text", t).build())
            .toList();
    Json.Builder result = Json.object().put("content", Json.of(content));
    if (isError) {
      result.put("isError", true);
    } else {
      result.put("structuredContent", structured);
    }
    return result.build();
  }
}
