package dev.peers.cli.hook;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;

/// What a hook prints.
///
/// @param json one JSON object, or nothing at all
/// @param unsaid what to do if it could not be printed
record Reply(String json, Runnable unsaid) {
  static Reply silence(Harness harness, String event) {
    return new Reply(harness.silence(event), () -> {});
  }

  /// Sends the agent back to work, for this reason.
  static Reply block(String reason, Runnable unsaid) {
    return new Reply(
        Json.object().put("decision", "block").put("reason", reason).build().toString(), unsaid);
  }

  /// Tells the agent something.
  static Reply context(String event, String text) {
    JsonObject specific =
        Json.object().put("hookEventName", event).put("additionalContext", text).build();
    return new Reply(
        Json.object().put("hookSpecificOutput", specific).build().toString(), () -> {});
  }
}
