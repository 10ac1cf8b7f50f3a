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
    Optional<String> mode =
        profile.flatMap(name -> value(SANDBOX, "profiles", name)).or(() -> value(SANDBOX));
    return mode.equals(Optional.of(FREE))
        ? Observation.fine(
            "sandbox_mode is " + FREE + ": 'peers' works in the shell of its agents too")
        : Observation.fine(
            "sandbox_mode is "
                + mode.orElse("not set")
                + ": the sandbox keeps the command 'peers' in the shell of its agents from the"
                + " broker (Codex issue #11095); MCP tools and hooks run outside of it and work");
  }

  /// Codex notes a hash of each hook that the user trusts under the place of the hook. Only Codex
  /// knows whether it still is that of the hook.
  Optional<Observation> trust(Path hooks, HookEntries entries) {
    JsonEdit edit = new JsonEdit(ConfigFile.look(hooks).text(), Dialect.STRICT, new Originals());
    List<Position> ours = entries.positions(edit);
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    long trusted = ours.stream().filter(it -> isNoted(hooks, it, "trusted_hash")).count();
    boolean off = ours.stream().anyMatch(it -> isOff(hooks, it));
    if (trusted == ours.size() && !off) {
      return Optional.of(
          Observation.fine(
              "our hooks were trusted; /hooks in Codex tells whether one has changed since"));
    }
    return Optional.of(
        Observation.wanting(
            off
                ? "a hook of ours is switched off, so that an agent may not hear of mail"
                : ours.size()
                    - trusted
                    + " of our hooks are not trusted, and Codex passes over them without a word",
            "open /hooks in Codex and " + (off ? "switch it on" : "trust them")));
  }

  private boolean isNoted(Path hooks, Position position, String key) {
    return state(hooks, position, key).findAny().isPresent();
  }

  private boolean isOff(Path hooks, Position position) {
    return state(hooks, position, "enabled").anyMatch("false"::equals);
  }

  private Stream<String> state(Path hooks, Position position, String key) {
    String event =
        position.event().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
    return Stream.of(hooks, real(hooks))
        .map(it -> it + ":" + event + ":" + position.group() + ":" + position.hook())
        .flatMap(place -> value(key, "hooks", "state", place).stream());
  }

  private static Path real(Path file) {
    try {
      return Files.exists(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      return file;
    }
  }
}
