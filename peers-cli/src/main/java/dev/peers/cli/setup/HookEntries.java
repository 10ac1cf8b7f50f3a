package dev.peers.cli.setup;

import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Node;
import dev.peers.cli.setup.json.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Our hooks in a configuration in the format that Claude Code and Codex share.
///
/// @param harness the name of the client for `peers hook`
/// @param command what the client is to run
record HookEntries(String harness, String command) {
  private static final String HOOKS = "hooks";

  /// The events that `peers hook` answers, with the tool before which it is asked. An event more
  /// would be a process more for each tool call.
  private static final Map<String, String> EVENTS = events();

  private static Map<String, String> events() {
    Map<String, String> events = new LinkedHashMap<>();
    events.put("SessionStart", "");
    events.put("UserPromptSubmit", "");
    events.put("PreToolUse", "Bash");
    events.put("Stop", "");
    return events;
  }

  static int count() {
    return EVENTS.size();
  }

  /// Puts them into a text.
  String put(String text, Originals originals, Consumer<String> say) {
    JsonEdit edit = new JsonEdit(text, Dialect.STRICT, originals);
    put(edit, originals, say);
    return edit.text();
  }

  private void put(JsonEdit edit, Originals originals, Consumer<String> say) {
    EVENTS.forEach(
        (event, matcher) -> {
          List<Node> ours = ours(edit, event);
          if (ours.isEmpty()) {
            edit.append(group(matcher), HOOKS, event);
            originals.noteAbsent(added(event));
          } else if (!Value.of(command).isSameAs(ours.getFirst())) {
            say.accept("replaces the " + event + " hook " + edit.raw(ours.getFirst()));
            edit.replace(ours.getFirst(), Value.of(command), noted(event));
          }
        });
  }

  void take(JsonEdit edit, Originals originals) {
    for (String event : EVENTS.keySet()) {
      if (originals.isAdded(added(event))) {
        edit.removeItems(this::isOnlyOurs, HOOKS, event);
        takeFromMixedGroups(edit, event);
      } else {
        ours(edit, event).stream().findFirst().ifPresent(it -> edit.restore(it, noted(event)));
      }
    }
  }

  /// Somebody may have put further hooks into our group.
  private void takeFromMixedGroups(JsonEdit edit, String event) {
    while (true) {
      Optional<Node.Items> mixed =
          groups(edit, event).stream()
              .map(HookEntries::handlers)
              .flatMap(Optional::stream)
              .filter(items -> items.nodes().stream().anyMatch(this::isOurs))
              .findFirst();
      if (mixed.isEmpty()) {
        return;
      }
      List<Node> nodes = mixed.get().nodes();
      int index = nodes.indexOf(nodes.stream().filter(this::isOurs).findFirst().orElseThrow());
      edit.removeElement(mixed.get(), index);
    }
  }

  private static String added(String event) {
    return Originals.key(HOOKS, event, "added");
  }

  private static String[] noted(String event) {
    return new String[] {HOOKS, event, "command"};
  }

  private Value group(String matcher) {
    Value.Fields handler = Value.with(Value.fields(), "type", Value.of("command"));
    Value handlers = new Value.Items(List.of(Value.with(handler, "command", Value.of(command))));
    Value.Fields group =
        matcher.isEmpty()
            ? Value.fields()
            : Value.with(Value.fields(), "matcher", Value.of(matcher));
    return Value.with(group, HOOKS, handlers);
  }

  /// The commands of our hooks.
  private List<Node> ours(JsonEdit edit, String event) {
    List<Node> commands = new ArrayList<>();
    for (Node group : groups(edit, event)) {
      for (Node handler : handlers(group).map(Node.Items::nodes).orElse(List.of())) {
        field(handler, "command").filter(this::isOurCommand).ifPresent(commands::add);
      }
    }
    return commands;
  }

  /// Where our hooks stand: the event, the number of the group and that of the hook in it.
  record Position(String event, int group, int hook) {}

  List<Position> positions(JsonEdit edit) {
    List<Position> positions = new ArrayList<>();
    for (String event : EVENTS.keySet()) {
      List<Node> groups = groups(edit, event);
      for (int group = 0; group < groups.size(); group++) {
        List<Node> hooks = handlers(groups.get(group)).map(Node.Items::nodes).orElse(List.of());
        for (int hook = 0; hook < hooks.size(); hook++) {
          if (isOurs(hooks.get(hook))) {
            positions.add(new Position(event, group, hook));
          }
        }
      }
    }
    return positions;
  }

  private static List<Node> groups(JsonEdit edit, String event) {
    return edit.at(HOOKS, event).orElse(null) instanceof Node.Items items
        ? items.nodes()
        : List.of();
  }

  private boolean isOnlyOurs(Node group) {
    return handlers(group)
        .map(Node.Items::nodes)
        .filter(nodes -> !nodes.isEmpty() && nodes.stream().allMatch(this::isOurs))
        .isPresent();
  }

  private boolean isOurs(Node handler) {
    return field(handler, "command").filter(this::isOurCommand).isPresent();
  }

  /// Wherever the program is: the entry may be of another version, or of a checkout.
  private boolean isOurCommand(Node command) {
    Pattern ours = Pattern.compile("(.*/)?'?(.*/)?peers'? hook --harness " + harness);
    return command.string().filter(text -> ours.matcher(text).matches()).isPresent();
  }

  private static Optional<Node.Items> handlers(Node group) {
    return field(group, HOOKS).filter(Node.Items.class::isInstance).map(Node.Items.class::cast);
  }

  private static Optional<Node> field(Node node, String name) {
    return node instanceof Node.Fields fields
        ? fields.members().stream()
            .filter(member -> member.key().equals(name))
            .map(Node.Member::value)
            .findFirst()
        : Optional.empty();
  }
}
