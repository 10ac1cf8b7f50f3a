package dev.peers.cli.hook;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.util.Optional;

/// What a client tells a hook, as far as it matters here. Both clients use the same names.
///
/// @param event what happens
/// @param session the session's id; for Codex, that of the thread
/// @param stopHookActive whether the turn goes on already because a hook wanted it
/// @param tool the tool that is about to run; empty if none is
/// @param command the shell command it is about to run; empty if it is none
record HookPayload(
    String event, Optional<String> session, boolean stopHookActive, String tool, String command) {
  static final String STOP = "Stop";

  /// Reads a payload. Fields that are not known are ignored.
  ///
  /// @throws IllegalArgumentException if it is none
  static HookPayload parse(byte[] json) {
    JsonObject in = Json.parseObject(json, JsonLimits.ANSWER);
    return new HookPayload(
        in.text("hook_event_name"),
        in.optionalText("session_id"),
        in.flag("stop_hook_active", false),
        in.text("tool_name", ""),
        in.objectOrEmpty("tool_input").textIfAny("command").orElse(""));
  }
}
