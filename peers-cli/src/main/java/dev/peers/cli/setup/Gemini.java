package dev.peers.cli.setup;

import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Node;
import dev.peers.cli.setup.json.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Gemini CLI. It reads comments, but no trailing commas.
record Gemini() implements Client {
  private static final String FOLDER = ".gemini";

  @Override
  public String name() {
    return "gemini";
  }

  @Override
  public String title() {
    return "Gemini CLI";
  }

  @Override
  public boolean isHere(Places places) {
    return Files.isDirectory(places.home().resolve(FOLDER)) || places.hasProgram("gemini");
  }

  @Override
  public List<Target> targets(Places places, Scope scope, Launcher launcher) {
    Path top = scope == Scope.USER ? places.home() : places.project();
    ServerEntry entry = entry(launcher);
    return Skill.with(
        top.resolve(".agents/skills"),
        scope,
        Target.server(
            top.resolve(FOLDER).resolve("settings.json"),
            scope,
            (text, originals, say) -> {
              JsonEdit edit = new JsonEdit(text, Dialect.COMMENTS, originals);
              entry.put(edit, say);
              return edit.text();
            },
            (text, originals, say) -> {
              JsonEdit edit = new JsonEdit(text, Dialect.COMMENTS, originals);
              entry.take(edit, originals, say);
              return edit.text();
            }));
  }

  private ServerEntry entry(Launcher launcher) {
    Value.Fields entry = Value.with(Value.fields(), "command", Value.of(launcher.command()));
    entry = Value.with(entry, "args", Value.of(launcher.mcpArguments(name())));
    entry = Value.with(entry, "trust", new Value.Flag(true));
    return new ServerEntry("mcpServers", entry, entry);
  }

  @Override
  public List<Observation> look(Places places) {
    Path file = places.home().resolve(FOLDER).resolve("settings.json");
    JsonEdit edit = new JsonEdit(ConfigFile.look(file).text(), Dialect.COMMENTS, new Originals());
    boolean excluded = names(edit, "excluded").filter(names -> names.contains(SERVER)).isPresent();
    boolean left = names(edit, "allowed").filter(names -> !names.contains(SERVER)).isPresent();
    return excluded || left
        ? List.of(
            Observation.wanting(
                "its list of servers leaves ours out",
                "see to mcp." + (excluded ? "excluded" : "allowed") + " in " + file))
        : List.of();
  }

  private static Optional<List<String>> names(JsonEdit edit, String list) {
    return edit.at("mcp", list).orElse(null) instanceof Node.Items items
        ? Optional.of(items.nodes().stream().flatMap(node -> node.string().stream()).toList())
        : Optional.empty();
  }

  @Override
  public List<String> byHand(Scope scope) {
    return List.of(
        "Trust the folders you work in: Gemini CLI starts no servers in others, the user's"
            + " neither.",
        "Start open sessions again: they read their servers when they start.");
  }
}
