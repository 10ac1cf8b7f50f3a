package dev.peers.cli.demo;

import io.avaje.json.mapper.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON as maps and lists, for a client that looks at a few fields only.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static Map<String, Object> parse(String text) {
    return MAPPER.fromJsonObject(text);
  }

  static String write(Map<String, Object> object) {
    return MAPPER.toJson(object);
  }

  /// The value behind the steps: names of fields and indexes of lists.
  static Optional<Object> at(Object json, Object... steps) {
    Object current = json;
    for (Object step : steps) {
      Object next =
          switch (current) {
            case Map<?, ?> map -> map.get(step);
            case List<?> list when step instanceof Integer i && i < list.size() -> list.get(i);
            default -> null;
          };
      if (next == null) {
        return Optional.empty();
      }
      current = next;
    }
    return Optional.of(current);
  }

  static String text(Object json, Object... steps) {
    return at(json, steps).map(Object::toString).orElse("");
  }
}
