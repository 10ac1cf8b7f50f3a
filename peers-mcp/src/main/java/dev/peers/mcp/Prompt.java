package dev.peers.mcp;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A prompt that a person can call up in a client: the page of that name of the skill, followed by
/// what is asked for this time.
///
/// @param word its name
/// @param description what it is for, on one line
/// @param arguments what can be asked for
record Prompt(String word, String description, List<Argument> arguments) {
  private static final List<Prompt> ALL =
      List.of(
          new Prompt(
              "delegate",
              "Delegate a task to another agent on this machine",
              List.of(
                  new Argument("task", "What is to be done", true, "The task"),
                  new Argument(
                      "to", "Id or name of the peer; without it, choose one", false, "The peer"))),
          new Prompt(
              "review-handoff",
              "Hand your work over to another agent for review",
              List.of(
                  new Argument("work", "What is to be reviewed", false, "The work"),
                  new Argument("to", "Id or name of the reviewer", false, "The reviewer"))),
          new Prompt(
              "who-is-here",
              "See which agents are here and what they work on",
              List.of(new Argument("scope", "machine, directory or repo", false, "The scope"))));

  /// @param label what the page calls it
  record Argument(String name, String description, boolean required, String label) {
    JsonObject json() {
      return Json.object()
          .put("name", name)
          .put("description", description)
          .put("required", required)
          .build();
    }
  }

  static JsonObject list() {
    return Json.object()
        .put("prompts", new Json.Arr(ALL.stream().<Json>map(Prompt::json).toList()))
        .build();
  }

  static Optional<Prompt> named(String word) {
    return ALL.stream().filter(prompt -> prompt.word.equals(word)).findFirst();
  }

  private JsonObject json() {
    return Json.object()
        .put("name", word)
        .put("description", description)
        .put("arguments", new Json.Arr(arguments.stream().<Json>map(Argument::json).toList()))
        .build();
  }

  /// @throws ToolInputException if an argument is missing
  JsonObject get(JsonObject given) throws ToolInputException {
    StringBuilder text = new StringBuilder(page());
    String heading = "\n# This time\n\n";
    for (Argument argument : arguments) {
      Optional<String> value = given.textIfAny(argument.name()).filter(it -> !it.isBlank());
      if (value.isPresent()) {
        text.append(heading).append(argument.label()).append(": ").append(value.get()).append('\n');
        heading = "";
      } else if (argument.required()) {
        throw new ToolInputException(argument.name(), "the prompt " + word + " needs it");
      }
    }
    JsonObject content = Json.object().put("type", "text").put("text", text.toString()).build();
    JsonObject message = Json.object().put("role", "user").put("content", content).build();
    return Json.object()
        .put("description", description)
        .put("messages", new Json.Arr(List.of(message)))
        .build();
  }

  private String page() {
    String resource = "/dev/peers/skills/claude-peers/" + word + ".md";
    try (InputStream in = Prompt.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("this build of peers lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
