package dev.peers.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A JSON value, and the way to read and write JSON. `toString()` is the value as JSON on one line.
///
/// Values are immutable as long as nobody changes the lists and maps that they were made of, and
/// then safe from any thread.
public sealed interface Json
    permits JsonObject, Json.Arr, Json.Str, Json.Num, Json.Bool, Json.Null {
  /// An array.
  record Arr(List<Json> items) implements Json {
    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }

  /// A string.
  record Str(String value) implements Json {
    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }

  /// A number as it was written, so that a request's id is given back exactly as it came.
  record Num(String text) implements Json {
    /// The number, if it is written as a whole one and fits.
    public OptionalLong whole() {
      try {
        return OptionalLong.of(Long.parseLong(text));
      } catch (NumberFormatException e) {
        return OptionalLong.empty();
      }
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// True or false.
  record Bool(boolean value) implements Json {
    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }

  /// The null value.
  enum Null implements Json {
    NULL;

    @Override
    public String toString() {
      return "null";
    }
  }

  /// Reads one value within [JsonLimits#REQUEST].
  ///
  /// @throws JsonException if the text is not exactly one JSON value, or too much of one
  static Json parse(String text) {
    return parse(text, JsonLimits.REQUEST);
  }

  /// Reads one value.
  ///
  /// @throws JsonException if the text is not exactly one JSON value, or more than the limits allow
  static Json parse(String text, JsonLimits limits) {
    return JsonParser.parse(text, limits);
  }

  /// Reads one value from UTF-8.
  ///
  /// @throws JsonException if the bytes are not exactly one JSON value in UTF-8, or more than the
  ///   limits allow
  static Json parse(byte[] utf8, JsonLimits limits) {
    return JsonParser.parse(utf8, limits);
  }

  /// Reads one object.
  ///
  /// @throws JsonException if the text is none, or more than the limits allow
  static JsonObject parseObject(String text, JsonLimits limits) {
    return asObject(parse(text, limits));
  }

  /// Reads one object from UTF-8.
  ///
  /// @throws JsonException if the bytes are none, or more than the limits allow
  static JsonObject parseObject(byte[] utf8, JsonLimits limits) {
    return asObject(parse(utf8, limits));
  }

  private static JsonObject asObject(Json value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("expected a JSON object, got " + JsonObject.kind(value));
  }

  /// Writes one object in UTF-8 without making values of its fields first.
  static byte[] writeObject(Consumer<JsonFields> fields) {
    return JsonFields.object(fields).getBytes(StandardCharsets.UTF_8);
  }

  static Json of(String value) {
    return new Str(value);
  }

  static Json of(long value) {
    return new Num(Long.toString(value));
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  static Json of(List<? extends Json> items) {
    return new Arr(List.copyOf(items));
  }

  static Builder object() {
    return new Builder();
  }

  /// Makes an object, field by field. Not thread-safe.
  final class Builder {
    private final Map<String, Json> fields = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, Json value) {
      fields.put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, of(value));
    }

    public Builder put(String name, long value) {
      return put(name, of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, of(value));
    }

    /// Adds the field only if there is a value, written as text.
    public Builder putIfPresent(String name, Optional<?> value) {
      value.ifPresent(v -> put(name, v.toString()));
      return this;
    }

    public JsonObject build() {
      return new JsonObject(fields);
    }
  }
}
