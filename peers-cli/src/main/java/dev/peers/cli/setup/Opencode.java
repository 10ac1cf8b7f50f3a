package dev.peers.cli.setup;

import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Node;
import dev.peers.cli.setup.json.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// opencode.
record Opencode() implements Client {
  private static final String PERMISSION = "permission";
  private static final String[] RULE = {PERMISSION, SERVER + "_*"};

  @Override
  public String name() {
    return "opencode";
  }

  @Override
  public String title() {
    return "opencode";
  }

  @Override
  public boolean isHere(Places places) {
    return Files.isDirectory(folder(places)) || places.hasProgram("opencode");
  }

  private static Path folder(Places places) {
    return places.folder("XDG_CONFIG_HOME", ".config").resolve("opencode");
  }

  @Override
  public List<Target> targets(Places places, Scope scope, Launcher launcher) {
    boolean user = scope == Scope.USER;
    Path folder = user ? folder(places) : places.project();
    ServerEntry entry = entry(launcher);
    return Skill.with(
        (user ? places.home() : places.project()).resolve(".agents/skills"),
        scope,
        new Target(
            config(folder),
            scope,
            Target.both(
                Part.SERVER,
                (text, originals, say) -> {
                  JsonEdit edit = new JsonEdit(text, Dialect.JSONC, originals);
                  entry.put(edit, say);
                  return edit.text();
                },
                Part.PERMISSION,
                (text, originals, say) -> {
                  JsonEdit edit = new JsonEdit(text, Dialect.JSONC, originals);
                  allow(edit, say);
                  return edit.text();
                }),
            (text, originals, say) -> {
              JsonEdit edit = new JsonEdit(text, Dialect.JSONC, originals);
              entry.take(edit, originals, say);
              if (edit.at(RULE).filter(Value.of("allow")::isSameAs).isPresent()) {
                edit.remove(RULE);
              }
              return edit.text();
            }));
  }

  /// It reads both, and what stands in the second counts more.
  private static Path config(Path folder) {
    Path withComments = folder.resolve("opencode.jsonc");
    return Files.exists(withComments) ? withComments : folder.resolve("opencode.json");
  }

  private ServerEntry entry(Launcher launcher) {
    Value.Fields needed = Value.with(Value.fields(), "type", Value.of("local"));
    needed = Value.with(needed, "command", Value.of(launcher.mcp(name())));
    return new ServerEntry("mcp", Value.with(needed, "enabled", new Value.Flag(true)), needed);
  }

  /// Without rules everything is allowed.
  private static void allow(JsonEdit edit, Consumer<String> say) {
    Optional<Node> rules = edit.at(PERMISSION);
    if (rules.orElse(null) instanceof Node.Fields) {
      if (edit.at(RULE).isEmpty()) {
        edit.set(Value.of("allow"), RULE);
      }
    } else if (rules.flatMap(Node::string).filter(rule -> !rule.equals("allow")).isPresent()) {
      say.accept("its tools fall under your rule for everything: " + edit.raw(rules.get()));
    }
  }

  @Override
  public List<Observation> look(Places places) {
    Path file = config(folder(places));
    JsonEdit edit = new JsonEdit(ConfigFile.look(file).text(), Dialect.JSONC, new Originals());
    return edit.at("mcp", SERVER, "enabled").filter(new Value.Flag(false)::isSameAs).isPresent()
        ? List.of(Observation.switchedOff(file))
        : List.of();
  }

  @Override
  public List<String> byHand(Scope scope) {
    return List.of("Start open sessions again: they read their servers when they start.");
  }
}
