package dev.peers.cli.clients;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object that a program printed, and ways to look into it. A path such as `server.name`
/// leads through nested objects.
record Said(JsonObject fields) {
  static Said parse(String text) {
    return new Said(Json.parseObject(text, JsonLimits.ANSWER));
  }

  static Said of(Map<String, ?> fields) {
    return new Said((JsonObject) json(fields));
  }

  static String toJson(Map<String, ?> fields) {
    return json(fields).toString();
  }

  String text(String path) {
    Json value = at(path);
    return value instanceof Json.Str(String text) ? text : String.valueOf(value);
  }

  long number(String path) {
    return ((Json.Num) require(path)).whole().orElseThrow();
  }

  boolean has(String path) {
    Json value = at(path);
    return value != null && value != Json.Null.NULL;
  }

  boolean is(String path) {
    return Json.of(true).equals(at(path));
  }

  Said object(String path) {
    return new Said((JsonObject) require(path));
  }

  /// The objects of a list of objects.
  List<Said> objects(String path) {
    return ((Json.Arr) require(path))
        .items().stream().map(item -> new Said((JsonObject) item)).toList();
  }

  private Json require(String path) {
    Json value = at(path);
    if (value == null) {
      throw new AssertionError("no " + path + " in " + fields);
    }
    return value;
  }

  private @Nullable Json at(String path) {
    Json value = fields;
    for (String name : path.split("\\.", -1)) {
      value = value instanceof JsonObject object ? object.fields().get(name) : null;
    }
    return value;
  }

  private static Json json(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Json.Builder fields = Json.object();
        map.forEach((name, inner) -> fields.put((String) name, json(inner)));
        yield fields.build();
      }
      case List<?> list -> Json.of(list.stream().map(Said::json).toList());
      case Number number -> Json.of(number.longValue());
      case Boolean flag -> Json.of((boolean) flag);
      default -> Json.of(value.toString());
    };
  }
}
