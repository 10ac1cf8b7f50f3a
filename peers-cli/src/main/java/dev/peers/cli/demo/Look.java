package dev.peers.cli.demo;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// A look at one value deep within another, for a client that cares for a few only.
final class Look {
  private Look() {}

  /// The text or value behind the steps, which are names of fields and indexes of arrays; empty if
  /// there is none.
  static String text(Json json, Object... steps) {
    Optional<Json> found = Optional.of(json);
    for (Object step : steps) {
      found = found.flatMap(value -> next(value, step));
    }
    return found
        .map(value -> value instanceof Json.Str(String t) ? t : value.toString())
        .orElse("");
  }

  private static Optional<Json> next(Json value, Object step) {
    if (value instanceof JsonObject object) {
      return object.get(step.toString());
    }
    boolean there =
        value instanceof Json.Arr(List<Json> items)
            && step instanceof Integer i
            && i < items.size();
    return there ? Optional.of(((Json.Arr) value).items().get((Integer) step)) : Optional.empty();
  }
}
