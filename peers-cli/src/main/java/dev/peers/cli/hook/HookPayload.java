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
/// @param source why a session starts; empty if none does
/// @param inSubagent whether it happens in a subagent, which has a context of its own
record HookPayload(
    String event,
    Optional<String> session,
    boolean stopHookActive,
    String tool,
    String command,
    String source,
    boolean inSubagent) {
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
        in.objectOrEmpty("tool_input").textIfAny("command").orElse(""),
        in.textIfAny("source").orElse(""),
        in.has("agent_id"));
  }

  /// Whether what a hook says now reaches the agent itself, as far as is known: a subagent would
  /// take its mail; Claude Code drops what is said at the start of a fork (its issue #93458), and
  /// versions of Codex what is said at the start of any session (its issue #45999).
  boolean isHeardBy(Harness harness) {
    return !inSubagent
        && switch (event) {
          case "UserPromptSubmit", "PostToolBatch" -> true;
          case "SessionStart" -> harness == Harness.CLAUDE && !source.equals("fork");
          default -> false;
        };
  }
}
