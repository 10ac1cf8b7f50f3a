package dev.peers.cli.setup.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A value to be written.
public sealed interface Value {
  record Text(String value) implements Value {}

  record Flag(boolean value) implements Value {}

  record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }
  }

  record Fields(SequencedMap<String, Value> values) implements Value {}

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(List<String> texts) {
    return new Items(texts.stream().<Value>map(Text::new).toList());
  }

  /// An object with no fields yet; see [#with].
  static Fields fields() {
    return new Fields(new LinkedHashMap<>());
  }

  /// The object with one more field.
  static Fields with(Fields fields, String key, Value value) {
    LinkedHashMap<String, Value> more = new LinkedHashMap<>(fields.values());
    more.put(key, value);
    return new Fields(more);
  }

  /// Whether a node says the same. The order of fields does not count.
  default boolean isSameAs(Node node) {
    return switch (this) {
      case Text(String value) -> node instanceof Node.Text text && text.value().equals(value);
      case Flag(boolean value) ->
          node instanceof Node.Plain plain && plain.raw().equals(Boolean.toString(value));
      case Items(List<Value> values) -> node instanceof Node.Items items && same(values, items);
      case Fields(SequencedMap<String, Value> values) ->
          node instanceof Node.Fields fields && same(values, fields);
    };
  }

  private static boolean same(List<Value> values, Node.Items items) {
    List<Value> rest = new ArrayList<>(values);
    return items.nodes().size() == values.size()
        && items.nodes().stream().allMatch(node -> rest.removeFirst().isSameAs(node));
  }

  private static boolean same(Map<String, Value> values, Node.Fields fields) {
    return fields.members().size() == values.size()
        && fields.members().stream()
            .allMatch(
                member -> {
                  Value value = values.get(member.key());
                  return value != null && value.isSameAs(member.value());
                });
  }
}
