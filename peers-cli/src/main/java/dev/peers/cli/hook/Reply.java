package dev.peers.cli.hook;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.BufferedJsonWriter;
import io.avaje.json.stream.JsonStream;
import java.util.function.Consumer;

/// What a hook prints.
///
/// @param json one JSON object, or nothing at all
/// @param unsaid what to do if it could not be printed
record Reply(String json, Runnable unsaid) {
  private static final JsonStream STREAM = JsonStream.builder().build();

  static Reply silence(Harness harness, String event) {
    return new Reply(harness.silence(event), () -> {});
  }

  /// Sends the agent back to work, for this reason.
  static Reply block(String reason, Runnable unsaid) {
    return new Reply(
        object(
            out -> {
              out.name("decision");
              out.value("block");
              out.name("reason");
              out.value(reason);
            }),
        unsaid);
  }

  /// Tells the agent something.
  static Reply context(String event, String text) {
    return new Reply(
        object(
            out -> {
              out.name("hookSpecificOutput");
              out.beginObject();
              out.name("hookEventName");
              out.value(event);
              out.name("additionalContext");
              out.value(text);
              out.endObject();
            }),
        () -> {});
  }

  private static String object(Consumer<JsonWriter> fields) {
    try (BufferedJsonWriter out = STREAM.bufferedWriter()) {
      out.beginObject();
      fields.accept(out);
      out.endObject();
      return out.result();
    }
  }
}
