package dev.peers.cli.setup;

import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Node;
import dev.peers.cli.setup.json.Value;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Our entry among the MCP servers of a JSON configuration.
///
/// @param parent the name of the object that holds the servers
/// @param whole what a new entry says
/// @param needed what an entry that is there already must say; the rest of it is the user's
record ServerEntry(String parent, Value.Fields whole, Value.Fields needed) {
  void put(JsonEdit edit, Consumer<String> say) {
    Optional<Node> present = edit.at(path());
    if (present.isEmpty()) {
      edit.set(whole, path());
    } else if (isRemote(edit)) {
      say.accept("replaces the entry " + Client.SERVER + ", which was for a server on the network");
      edit.set(whole, path());
    } else {
      tellOfOther(edit, say);
      needed.values().forEach((field, value) -> edit.set(value, path(field)));
    }
  }

  void take(JsonEdit edit, Originals originals, Consumer<String> say) {
    if (edit.at(path()).isEmpty()) {
      return;
    }
    if (originals.isAdded(Originals.key(path()))) {
      edit.remove(path());
    } else {
      needed.values().keySet().stream()
          .filter(field -> originals.knows(key(field)))
          .forEach(field -> edit.remove(path(field)));
    }
    if (edit.at(path()).isPresent()) {
      say.accept("leaves the entry as it was before setup");
    }
  }

  private boolean isRemote(JsonEdit edit) {
    return !(edit.at(path()).orElse(null) instanceof Node.Fields)
        || edit.at(path("url")).isPresent()
        || edit.at(path("httpUrl")).isPresent();
  }

  private void tellOfOther(JsonEdit edit, Consumer<String> say) {
    for (Map.Entry<String, Value> field : needed.values().entrySet()) {
      edit.at(path(field.getKey()))
          .filter(node -> !field.getValue().isSameAs(node))
          .ifPresent(
              node -> say.accept("replaces " + field.getKey() + " " + shown(edit.raw(node))));
    }
  }

  static String shown(String raw) {
    String line = raw.replaceAll("\\s+", " ");
    return line.length() <= 100 ? line : line.substring(0, 100) + "...";
  }

  private String key(String field) {
    return Originals.key(path(field));
  }

  private String[] path() {
    return new String[] {parent, Client.SERVER};
  }

  private String[] path(String field) {
    return new String[] {parent, Client.SERVER, field};
  }
}
