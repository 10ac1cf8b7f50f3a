package dev.peers.cli.clients;

import io.avaje.json.mapper.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object that a program printed, and ways to look into it. A path such as `server.name`
/// leads through nested objects.
record Said(Map<String, Object> fields) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Said parse(String text) {
    return new Said(JSON.fromJsonObject(text));
  }

  static String toJson(Map<String, ?> fields) {
    return JSON.toJson(fields);
  }

  String text(String path) {
    return String.valueOf(at(path));
  }

  long number(String path) {
    return ((Number) require(path)).longValue();
  }

  boolean has(String path) {
    return at(path) != null;
  }

  boolean is(String path) {
    return Boolean.TRUE.equals(at(path));
  }

  Said object(String path) {
    return new Said(asObject(require(path)));
  }

  /// The objects of a list of objects.
  List<Said> objects(String path) {
    return ((List<?>) require(path)).stream().map(item -> new Said(asObject(item))).toList();
  }

  private Object require(String path) {
    Object value = at(path);
    if (value == null) {
      throw new AssertionError("no " + path + " in " + fields);
    }
    return value;
  }

  private @Nullable Object at(String path) {
    Object value = fields;
    for (String name : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asObject(Object value) {
    return (Map<String, Object>) value;
  }
}
