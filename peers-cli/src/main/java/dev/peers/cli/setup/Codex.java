package dev.peers.cli.setup;

import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.toml.TomlEdit;
import dev.peers.cli.setup.toml.TomlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// Codex CLI.
record Codex() implements Client {
  private static final String FOLDER = "CODEX_HOME";

  /// Codex hands down nothing else of the environment. Without them its sessions would look for
  /// Java and for the broker in other places than the rest.
  private static final List<String> VARIABLES =
      List.of(
          "JAVA_HOME",
          "XDG_STATE_HOME",
          "XDG_CACHE_HOME",
          "CLAUDE_PEERS_SOCKET",
          "CLAUDE_PEERS_DB",
          "CLAUDE_PEERS_STATE",
          "CLAUDE_PEERS_URL",
          "CLAUDE_PEERS_TOKEN_FILE",
          "CLAUDE_PEERS_AOT");

  @Override
  public String name() {
    return "codex";
  }

  @Override
  public String title() {
    return "Codex CLI";
  }

  @Override
  public boolean isHere(Places places) {
    return Files.isDirectory(places.folder(FOLDER, ".codex")) || places.hasProgram("codex");
  }

  @Override
  public List<Target> targets(Places places, Scope scope, Launcher launcher) {
    boolean user = scope == Scope.USER;
    Path folder = user ? places.folder(FOLDER, ".codex") : places.project().resolve(".codex");
    Path skills = (user ? places.home() : places.project()).resolve(".agents/skills");
    return Skill.with(
        skills,
        scope,
        config(folder.resolve("config.toml"), scope, launcher),
        hooks(folder.resolve("hooks.json"), scope, launcher));
  }

  private Target config(Path file, Scope scope, Launcher launcher) {
    List<String> path = List.of("mcp_servers", SERVER);
    return Target.server(
        file,
        scope,
        (text, originals, say) -> {
          TomlEdit edit = new TomlEdit(text, path, originals);
          refuseRemote(edit);
          tellOfOther(edit, launcher, say);
          edit.set(entry(launcher));
          return edit.text();
        },
        (text, originals, say) -> {
          TomlEdit edit = new TomlEdit(text, path, originals);
          edit.remove();
          if (edit.isPresent()) {
            say.accept("leaves the entry as it was before setup");
          }
          return edit.text();
        });
  }

  private SequencedMap<String, TomlValue> entry(Launcher launcher) {
    LinkedHashMap<String, TomlValue> entry = new LinkedHashMap<>();
    entry.put("command", TomlValue.of(launcher.command()));
    entry.put("args", TomlValue.of(launcher.mcpArguments(name())));
    entry.put("env_vars", TomlValue.of(VARIABLES));
    entry.put("default_tools_approval_mode", TomlValue.of("approve"));
    return entry;
  }

  private static void refuseRemote(TomlEdit edit) {
    if (edit.value("url").isPresent()) {
      throw new EditException(
          "mcp_servers."
              + SERVER
              + " is a server on the network; take it out by hand and run this again");
    }
  }

  private static void tellOfOther(TomlEdit edit, Launcher launcher, Consumer<String> say) {
    edit.value("command")
        .filter(command -> !command.equals(TomlValue.of(launcher.command())))
        .ifPresent(command -> say.accept("replaces the command " + command.written()));
  }

  private static Target hooks(Path file, Scope scope, Launcher launcher) {
    HookEntries hooks = new HookEntries("codex", launcher.hook("codex"));
    return new Target(
        file,
        scope,
        Target.only(Part.HOOKS, hooks::put),
        (text, originals, say) -> {
          JsonEdit edit = new JsonEdit(text, Dialect.STRICT, originals);
          hooks.take(edit, originals);
          return edit.text();
        });
  }

  @Override
  public List<Observation> look(Places places) {
    Path folder = places.folder(FOLDER, ".codex");
    CodexState state = CodexState.read(folder.resolve("config.toml"));
    List<Observation> seen = new ArrayList<>();
    state.switchedOff().ifPresent(seen::add);
    seen.add(state.sandbox());
    state.trust(folder.resolve("hooks.json"), new HookEntries("codex", "")).ifPresent(seen::add);
    return seen;
  }

  @Override
  public List<String> byHand(Scope scope) {
    String trust =
        "Open /hooks in Codex and trust the "
            + HookEntries.count()
            + " hooks of peers: until then Codex skips them without a word, and again after each"
            + " change of their command.";
    String restart =
        "Start open sessions again, and the background server (codex app-server) if one runs: they"
            + " read their servers when they start.";
    String shell =
        "Use the MCP tools there, not the command peers in the shell: the sandbox of the shell"
            + " keeps it from the broker's socket.";
    return scope == Scope.USER
        ? List.of(trust, restart, shell)
        : List.of(
            "Trust the project in Codex: it reads the configuration of no other.",
            trust,
            restart,
            shell);
  }
}
