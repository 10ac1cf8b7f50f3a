package dev.peers.cli.setup;

import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        new Target(
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
  public List<String> byHand(Scope scope) {
    return List.of(
        "Trust the folders you work in: Gemini CLI starts no servers in others, the user's"
            + " neither.",
        "Start open sessions again: they read their servers when they start.");
  }
}
