package dev.peers.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.setup.EditException;
import dev.peers.cli.setup.Originals;
import dev.peers.cli.setup.json.Dialect;
import dev.peers.cli.setup.json.JsonEdit;
import dev.peers.cli.setup.json.Node;
import dev.peers.cli.setup.json.Value;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Configuration of clients in JSON, in every dialect: a text is edited or refused with a reason;
/// what was edited means the same as before besides the edit, and taking the edit back restores
/// every byte.
public final class SetupJsonFuzz {
  private static final Value OURS = Value.with(Value.fields(), "command", Value.of("peers"));
  private static final Json EMPTY = Json.object().build();
  private static final Value RULE = Value.of("rule-of-peers");

  private SetupJsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    for (Dialect dialect : List.of(Dialect.STRICT, Dialect.COMMENTS, Dialect.JSONC)) {
      check(text, dialect);
    }
  }

  private static void check(String text, Dialect dialect) {
    Originals originals = new Originals();
    Optional<String> edited = put(text, dialect, originals);
    if (edited.isEmpty()) {
      return;
    }
    String with = edited.get();
    assertThat(put(with, dialect, originals)).contains(with);
    JsonEdit edit = new JsonEdit(with, dialect, originals);
    assertThat(edit.at("servers", "ours")).isPresent().get().matches(OURS::isSameAs);
    // The other reader refuses names that are there twice, where none of ours are concerned too.
    Optional<Json> before = text.isBlank() ? Optional.of(EMPTY) : Oracle.readCommented(text);
    before.ifPresent(
        meaning ->
            assertThat(Oracle.readCommented(with).map(SetupJsonFuzz::withoutOurs))
                .contains(withoutOurs(meaning)));
    edit.removeItems(RULE::isSameAs, "permissions", "allow");
    edit.remove("servers", "ours");
    assertThat(edit.text()).isEqualTo(text);
  }

  private static boolean hasRule(Node node) {
    return node instanceof Node.Items items && items.nodes().stream().anyMatch(RULE::isSameAs);
  }

  /// What it says besides the edit.
  private static Json withoutOurs(Json root) {
    Json servers = with(root, "servers", field(root, "servers").map(s -> without(s, "ours")));
    Optional<Json> permissions =
        field(servers, "permissions")
            .map(p -> with(p, "allow", field(p, "allow").map(SetupJsonFuzz::withoutRule)));
    return with(servers, "permissions", permissions);
  }

  private static Json withoutRule(Json allow) {
    return allow instanceof Json.Arr(List<Json> items)
        ? Json.of(items.stream().filter(item -> !item.equals(Json.of("rule-of-peers"))).toList())
        : allow;
  }

  private static Optional<Json> field(Json of, String name) {
    return of instanceof JsonObject object
        ? Optional.ofNullable(object.fields().get(name))
        : Optional.empty();
  }

  private static Json without(Json object, String name) {
    return with(object, name, Optional.empty());
  }

  /// With another value of a field; one that holds nothing is as good as none.
  private static Json with(Json of, String name, Optional<Json> value) {
    if (!(of instanceof JsonObject object)) {
      return of;
    }
    Json.Builder fields = Json.object();
    object.fields().entrySet().stream()
        .filter(field -> !field.getKey().equals(name))
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    value
        .filter(v -> !v.equals(EMPTY) && !v.equals(Json.of(List.of())))
        .ifPresent(v -> fields.put(name, v));
    return fields.build();
  }

  private static Optional<String> put(String text, Dialect dialect, Originals originals) {
    try {
      JsonEdit edit = new JsonEdit(text, dialect, originals);
      edit.set(OURS, "servers", "ours");
      if (edit.at("permissions", "allow").filter(SetupJsonFuzz::hasRule).isEmpty()) {
        edit.append(RULE, "permissions", "allow");
      }
      return Optional.of(edit.text());
    } catch (EditException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }
}
