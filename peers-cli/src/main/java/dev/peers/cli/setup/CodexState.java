package dev.peers.cli.setup;

import dev.peers.cli.setup.HookEntries.Position;
import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.toml.TomlEdit;
import dev.peers.cli.setup.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What Codex's `config.toml` says of sandboxes, trust and switches.
record CodexState(Path file, String text) {
  private static final String FREE = "danger-full-access";
  private static final String SANDBOX = "sandbox_mode";
  private static final String PERMISSIONS = "default_permissions";

  static CodexState read(Path file) {
    return new CodexState(file, ConfigFile.look(file).text());
  }

  private Optional<String> value(String key, String... table) {
    return new TomlEdit(text, List.of(table), new Originals())
        .value(key)
        .map(value -> value instanceof TomlValue.Text(String it) ? it : value.written());
  }

  Optional<Observation> switchedOff() {
    return value("enabled", "mcp_servers", Client.SERVER)
        .filter("false"::equals)
        .map(_ -> Observation.switchedOff(file));
  }

  /// The sandbox holds the commands that an agent runs. MCP servers and hooks run outside of it.
  Observation sandbox() {
    Optional<String> profile = value("profile");
    String said =
        profile
            .flatMap(name -> value(SANDBOX, "profiles", name))
            .or(() -> value(SANDBOX))
            .map(mode -> SANDBOX + " is " + mode)
            .or(() -> value(PERMISSIONS).map(name -> PERMISSIONS + " is " + name))
            .orElse(SANDBOX + " is not set");
    return said.endsWith(FREE)
        ? Observation.fine(said + ": 'peers' works in the shell of its agents too")
        : Observation.fine(
            said
                + ": the sandbox keeps the command 'peers' in the shell of its agents from the"
                + " broker (Codex issue #11095); MCP tools and hooks run outside of it and work");
  }

  /// The switch for all hooks, by either of its names.
  private boolean areHooksOff() {
    return Stream.of("hooks", "codex_hooks")
        .flatMap(name -> value(name, "features").stream())
        .anyMatch("false"::equals);
  }

  /// Codex notes a hash of each hook that the user trusts under the place of the hook, and runs the
  /// hook only while it still has that hash.
  Optional<Observation> trust(Path hooks, HookEntries entries) {
    JsonEdit edit = new JsonEdit(ConfigFile.look(hooks).text(), Dialect.STRICT, new Originals());
    List<Position> ours = entries.positions(edit);
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    if (areHooksOff()) {
      return Optional.of(
          Observation.wanting(
              "all hooks are switched off, so that agents hear of mail only when they look",
              "take hooks = false out of [features] in " + file));
    }
    if (ours.stream().anyMatch(it -> isOff(hooks, it))) {
      return Optional.of(
          Observation.wanting(
              "a hook of ours is switched off, so that an agent may not hear of mail",
              "open /hooks in Codex and switch it on"));
    }
    return Optional.of(trust(ours.stream().map(it -> trust(hooks, edit, it)).toList()));
  }

  private static Observation trust(List<Trust> hooks) {
    long untrusted = hooks.stream().filter(Trust.NONE::equals).count();
    long changed = hooks.stream().filter(Trust.CHANGED::equals).count();
    if (untrusted + changed == 0) {
      return Observation.fine(
          hooks.contains(Trust.UNKNOWN)
              ? "our hooks were trusted; /hooks in Codex tells whether one has changed since"
              : "our hooks are trusted");
    }
    String which =
        untrusted > 0
            ? untrusted + changed + " of our hooks are not trusted"
            : changed + " of our hooks are not what was trusted";
    return Observation.wanting(
        which + ", and Codex passes over them without a word",
        "open /hooks in Codex and trust them");
  }

  private enum Trust {
    NONE,
    CHANGED,
    /// Noted, for a hook to which somebody added something, so that its hash is not known.
    UNKNOWN,
    GIVEN
  }

  private Trust trust(Path hooks, JsonEdit edit, Position position) {
    List<String> noted = state(hooks, position, "trusted_hash").toList();
    if (noted.isEmpty()) {
      return Trust.NONE;
    }
    return CodexHookHash.of(edit, position)
        .map(hash -> noted.contains(hash) ? Trust.GIVEN : Trust.CHANGED)
        .orElse(Trust.UNKNOWN);
  }

  private boolean isOff(Path hooks, Position position) {
    return state(hooks, position, "enabled").anyMatch("false"::equals);
  }

  private Stream<String> state(Path hooks, Position position, String key) {
    String place =
        ":" + CodexHookHash.label(position) + ":" + position.group() + ":" + position.hook();
    return Stream.of(hooks, real(hooks))
        .distinct()
        .map(it -> it + place)
        .flatMap(it -> value(key, "hooks", "state", it).stream());
  }

  private static Path real(Path file) {
    try {
      return Files.exists(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      return file;
    }
  }
}
