package dev.peers.cli.hook;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.util.function.Consumer;

/// What a hook prints.
///
/// @param json one JSON object, or nothing at all
/// @param said what to do once it was printed
/// @param unsaid what to do if it could not be printed
record Reply(String json, Consumer<Deadline> said, Runnable unsaid) {
  static Reply silence(Harness harness, String event) {
    return plain(harness.silence(event));
  }

  /// One that nothing depends on.
  static Reply plain(String json) {
    return new Reply(json, deadline -> {}, () -> {});
  }

  /// Sends the agent back to work, for this reason.
  static Reply block(String reason, Runnable unsaid) {
    JsonObject object = Json.object().put("decision", "block").put("reason", reason).build();
    return new Reply(object.toString(), deadline -> {}, unsaid);
  }

  /// Tells the agent something.
  static Reply context(String event, String text) {
    return context(event, text, deadline -> {});
  }

  /// Tells the agent something that it then knows.
  static Reply context(String event, String text, Consumer<Deadline> said) {
    JsonObject specific =
        Json.object().put("hookEventName", event).put("additionalContext", text).build();
    JsonObject object = Json.object().put("hookSpecificOutput", specific).build();
    return new Reply(object.toString(), said, () -> {});
  }
}
