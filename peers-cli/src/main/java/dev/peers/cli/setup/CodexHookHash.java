package dev.peers.cli.setup;

import dev.peers.cli.setup.HookEntries.Position;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Node;
import dev.peers.protocol.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The hash by which Codex knows a hook that was trusted: SHA-256 of what the hook says, as JSON
/// without spaces and with its names in order. Seen with Codex 0.171.0, whose app server tells it
/// in the answer to `hooks/list`; `bench/setup-with-clients` compares.
final class CodexHookHash {
  /// Seconds that a hook has which says nothing of it.
  private static final String TIMEOUT = "600";

  private CodexHookHash() {}

  /// The hash of a hook, in the form in which Codex notes it; nothing if the hook says more than
  /// ours do.
  static Optional<String> of(JsonEdit hooks, Position position) {
    Node group = item(hooks.at("hooks", position.event()).orElseThrow(), position.group());
    Map<String, Node> ofGroup = fields(group);
    Map<String, Node> ofHook = fields(item(field(ofGroup, "hooks"), position.hook()));
    if (!Set.of("hooks", "matcher").containsAll(ofGroup.keySet())
        || !Set.of("type", "command", "timeout").containsAll(ofHook.keySet())) {
      return Optional.empty();
    }
    String timeout = Optional.ofNullable(ofHook.get("timeout")).map(hooks::raw).orElse(TIMEOUT);
    String matcher =
        Optional.ofNullable(ofGroup.get("matcher"))
            .flatMap(Node::string)
            .map(text -> ",\"matcher\":" + Json.of(text))
            .orElse("");
    return Optional.of(
        hash(
            "{\"event_name\":"
                + Json.of(label(position))
                + ",\"hooks\":[{\"async\":false,\"command\":"
                + Json.of(field(ofHook, "command").string().orElse(""))
                + ",\"timeout\":"
                + timeout
                + ",\"type\":\"command\"}]"
                + matcher
                + "}"));
  }

  /// Codex's word for the event.
  static String label(Position position) {
    return position.event().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static Node item(Node items, int index) {
    return items instanceof Node.Items(int _, int _, List<Node> nodes) ? nodes.get(index) : items;
  }

  private static Node field(Map<String, Node> fields, String name) {
    return Optional.ofNullable(fields.get(name)).orElseThrow();
  }

  private static Map<String, Node> fields(Node node) {
    Map<String, Node> fields = new HashMap<>();
    if (node instanceof Node.Fields it) {
      it.members().forEach(member -> fields.put(member.key(), member.value()));
    }
    return fields;
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
