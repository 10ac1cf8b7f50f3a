package dev.peers.protocol;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/// Looks at the names of fields.
final class JsonObjects {
  private JsonObjects() {}

  static JsonObject parse(String text) {
    return Json.parseObject(text, JsonLimits.ANSWER);
  }

  static Set<String> names(JsonObject object) {
    return new TreeSet<>(object.fields().keySet());
  }

  /// The names of all fields, at any depth.
  static Set<String> namesWithin(Json value) {
    Set<String> names = new TreeSet<>();
    collect(value, names);
    return names;
  }

  private static void collect(Json value, Set<String> names) {
    if (value instanceof Json.Arr(var items)) {
      items.forEach(item -> collect(item, names));
    } else if (value instanceof JsonObject object) {
      names.addAll(object.fields().keySet());
      object.fields().values().forEach(field -> collect(field, names));
    }
  }
}
