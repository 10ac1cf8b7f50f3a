package dev.peers.mcp.internal.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value. Numbers keep the text they were written with, so that a request's id is given back
/// exactly as it came.
public sealed interface Json {
  /// An object; the order of its fields is kept.
  record Obj(Map<String, Json> fields) implements Json {
    public static final Obj EMPTY = new Obj(Map.of());

    public Optional<Json> get(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    public Optional<String> text(String name) {
      return fields.get(name) instanceof Str(String value) ? Optional.of(value) : Optional.empty();
    }

    /// The object in this field, or an empty one.
    public Obj object(String name) {
      return fields.get(name) instanceof Obj inner ? inner : EMPTY;
    }
  }

  /// An array.
  record Arr(List<Json> items) implements Json {}

  /// A string.
  record Str(String value) implements Json {}

  /// A number as it was written.
  record Num(String text) implements Json {}

  /// True or false.
  record Bool(boolean value) implements Json {}

  /// The null value.
  enum Null implements Json {
    NULL
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

    public Obj build() {
      return new Obj(fields);
    }
  }
}
