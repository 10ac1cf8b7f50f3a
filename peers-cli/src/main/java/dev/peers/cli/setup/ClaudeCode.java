package dev.peers.cli.setup;

import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Node;
import dev.peers.cli.setup.json.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Claude Code. It reads no comments in these files, and takes one that has any for broken.
record ClaudeCode() implements Client {
  private static final String FOLDER = "CLAUDE_CONFIG_DIR";
  private static final String[] ALLOW = {"permissions", "allow"};
  private static final String ADDED = "permissions/allow/added";
  private static final String RULE = "mcp__" + SERVER + "__*";

  /// It means the same.
  private static final String OLDER_RULE = "mcp__" + SERVER;

  @Override
  public String name() {
    return "claude-code";
  }

  @Override
  public String title() {
    return "Claude Code";
  }

  /// The folder `~/.claude` alone says nothing: our socket is in it.
  @Override
  public boolean isHere(Places places) {
    return Files.exists(servers(places))
        || Files.exists(folder(places).resolve("settings.json"))
        || places.hasProgram("claude");
  }

  private static Path folder(Places places) {
    return places.folder(FOLDER, ".claude");
  }

  private static Path servers(Places places) {
    return places.folder(FOLDER, "").resolve(".claude.json");
  }

  @Override
  public List<Target> targets(Places places, Scope scope, Launcher launcher) {
    Path folder = scope == Scope.USER ? folder(places) : places.project().resolve(".claude");
    ServerEntry entry = entry(launcher);
    Target servers =
        Target.server(
            scope == Scope.USER ? servers(places) : places.project().resolve(".mcp.json"),
            scope,
            (text, originals, say) -> {
              JsonEdit edit = new JsonEdit(text, Dialect.STRICT, originals);
              entry.put(edit, say);
              tellOfProjects(edit, say);
              return edit.text();
            },
            (text, originals, say) -> {
              JsonEdit edit = new JsonEdit(text, Dialect.STRICT, originals);
              entry.take(edit, originals, say);
              return edit.text();
            });
    return Skill.with(
        folder.resolve("skills"),
        scope,
        scope == Scope.USER ? servers.locked() : servers,
        settings(folder.resolve("settings.json"), scope, launcher));
  }

  private ServerEntry entry(Launcher launcher) {
    Value.Fields needed =
        Value.with(
            Value.with(Value.fields(), "command", Value.of(launcher.command())),
            "args",
            Value.of(launcher.mcpArguments(name())));
    Value.Fields whole = Value.with(Value.fields(), "type", Value.of("stdio"));
    for (var field : needed.values().entrySet()) {
      whole = Value.with(whole, field.getKey(), field.getValue());
    }
    return new ServerEntry("mcpServers", whole, needed);
  }

  private static Target settings(Path file, Scope scope, Launcher launcher) {
    HookEntries hooks = new HookEntries("claude", launcher.hook("claude"));
    return new Target(
        file,
        scope,
        Target.both(Part.PERMISSION, ClaudeCode::allow, Part.HOOKS, hooks::put),
        (text, originals, say) -> {
          JsonEdit edit = new JsonEdit(text, Dialect.STRICT, originals);
          hooks.take(edit, originals);
          if (originals.isAdded(ADDED)) {
            edit.removeItems(node -> Value.of(RULE).isSameAs(node), ALLOW);
          }
          return edit.text();
        });
  }

  private static String allow(String text, Originals originals, Consumer<String> say) {
    JsonEdit edit = new JsonEdit(text, Dialect.STRICT, originals);
    if (!isAllowed(edit)) {
      edit.append(Value.of(RULE), ALLOW);
      originals.noteAbsent(ADDED);
    }
    return edit.text();
  }

  private static boolean isAllowed(JsonEdit edit) {
    return edit.at(ALLOW).orElse(null) instanceof Node.Items items
        && items.nodes().stream()
            .anyMatch(node -> Value.of(RULE).isSameAs(node) || Value.of(OLDER_RULE).isSameAs(node));
  }

  /// `claude mcp add` writes there unless told otherwise, and it counts more than what we write.
  private static void tellOfProjects(JsonEdit edit, Consumer<String> say) {
    if (edit.at("projects").orElse(null) instanceof Node.Fields projects) {
      for (Node.Member project : projects.members()) {
        if (edit.at("projects", project.key(), "mcpServers", SERVER).isPresent()) {
          say.accept(
              "the project "
                  + project.key()
                  + " has its own entry, which counts more there; to remove it, run there:"
                  + " claude mcp remove --scope local "
                  + SERVER);
        }
      }
    }
  }

  @Override
  public String program() {
    return "claude";
  }

  @Override
  public List<Observation> look(Places places) {
    Path file = folder(places).resolve("settings.json");
    List<Observation> seen = new ArrayList<>();
    JsonEdit settings = new JsonEdit(ConfigFile.look(file).text(), Dialect.STRICT, new Originals());
    if (settings.at("disableAllHooks").filter(new Value.Flag(true)::isSameAs).isPresent()) {
      seen.add(
          Observation.wanting(
              "all hooks are switched off, so that agents hear of mail only when they look",
              "take disableAllHooks out of " + file));
    }
    if (settings.at("permissions", "deny").orElse(null) instanceof Node.Items rules
        && rules.nodes().stream().flatMap(rule -> rule.string().stream()).anyMatch(this::isOurs)) {
      seen.add(
          Observation.wanting(
              "its rules forbid our tools",
              "take mcp__" + SERVER + " out of permissions.deny in " + file));
    }
    return seen;
  }

  private boolean isOurs(String rule) {
    return rule.equals(OLDER_RULE) || rule.startsWith(OLDER_RULE + "__");
  }

  @Override
  public List<String> byHand(Scope scope) {
    String restart =
        "Start open sessions again: they read their servers and hooks when they start.";
    String channel =
        "A session without an inbox socket is woken only through its channel, which Claude Code"
            + " listens to only when started with:"
            + " claude --dangerously-load-development-channels server:"
            + SERVER;
    return scope == Scope.USER
        ? List.of(restart, channel)
        : List.of(
            "Approve the server once when Claude Code asks: it starts no server of a project"
                + " unasked.",
            restart,
            channel);
  }
}
