package dev.peers.cli.hook;

import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonReader.Token;
import io.avaje.json.stream.JsonStream;
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

  private static final int MAX_DEPTH = 100;
  private static final JsonStream STREAM = JsonStream.builder().build();

  /// Reads a payload. Fields that are not known are ignored.
  ///
  /// @throws IllegalArgumentException if it is none
  static HookPayload parse(byte[] json) {
    requireFlat(json);
    try (JsonReader in = STREAM.reader(json)) {
      Fields fields = new Fields();
      in.beginObject();
      while (in.hasNextField()) {
        fields.read(in.nextField(), in);
      }
      in.endObject();
      return fields.payload();
    } catch (JsonException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the payload is not valid: " + e.getMessage(), e);
    }
  }

  /// The reader skips nested values by recursion.
  private static void requireFlat(byte[] json) {
    int depth = 0;
    boolean text = false;
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      if (text && b == '\\') {
        i++;
      } else if (b == '"') {
        text = !text;
      } else if (!text && (b == '{' || b == '[') && ++depth > MAX_DEPTH) {
        throw new IllegalArgumentException("the payload is nested too deep");
      } else if (!text && (b == '}' || b == ']')) {
        depth--;
      }
    }
  }

  /// The fields that were seen so far.
  private static final class Fields {
    private String event = "";
    private Optional<String> session = Optional.empty();
    private boolean stopHookActive;
    private String tool = "";
    private String command = "";

    void read(String name, JsonReader in) {
      if (in.isNullValue()) {
        return;
      }
      switch (name) {
        case "hook_event_name" -> event = in.readString();
        case "session_id" -> session = Optional.of(in.readString());
        case "stop_hook_active" -> stopHookActive = in.readBoolean();
        case "tool_name" -> tool = in.readString();
        case "tool_input" -> readToolInput(in);
        default -> in.skipValue();
      }
    }

    private void readToolInput(JsonReader in) {
      if (in.currentToken() != Token.BEGIN_OBJECT) {
        in.skipValue();
        return;
      }
      in.beginObject();
      while (in.hasNextField()) {
        if (in.nextField().equals("command") && in.currentToken() == Token.STRING) {
          command = in.readString();
        } else {
          in.skipValue();
        }
      }
      in.endObject();
    }

    HookPayload payload() {
      if (event.isEmpty()) {
        throw new IllegalArgumentException("the payload names no event");
      }
      return new HookPayload(event, session, stopHookActive, tool, command);
    }
  }
}
