package dev.peers.protocol.internal.json;

import io.avaje.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/// Writes the fields of one object, in the order of the calls.
public final class JsonFields {
  private final JsonWriter out;

  JsonFields(JsonWriter out) {
    this.out = out;
  }

  public JsonFields put(String name, String value) {
    out.name(name);
    out.value(Surrogates.mend(value));
    return this;
  }

  public JsonFields put(String name, long value) {
    out.name(name);
    out.value(value);
    return this;
  }

  public JsonFields put(String name, boolean value) {
    out.name(name);
    out.value(value);
    return this;
  }

  /// The value's text, or null.
  public JsonFields putText(String name, Optional<?> value) {
    if (value.isPresent()) {
      return put(name, value.get().toString());
    }
    out.name(name);
    out.nullValue();
    return this;
  }

  /// The number, or null.
  public JsonFields putNumber(String name, Optional<Long> value) {
    if (value.isPresent()) {
      return put(name, (long) value.get());
    }
    out.name(name);
    out.nullValue();
    return this;
  }

  public JsonFields putNumbers(String name, List<Long> values) {
    out.name(name);
    out.beginArray();
    for (long value : values) {
      out.value(value);
    }
    out.endArray();
    return this;
  }

  public JsonFields putTexts(String name, List<?> values) {
    out.name(name);
    out.beginArray();
    for (Object value : values) {
      out.value(Surrogates.mend(value.toString()));
    }
    out.endArray();
    return this;
  }

  /// An object within this one.
  public <T> JsonFields putObject(String name, T value, Each<? super T> fields) {
    out.name(name);
    object(value, fields);
    return this;
  }

  /// An array of objects.
  public <T> JsonFields putObjects(String name, List<T> values, Each<? super T> fields) {
    out.name(name);
    elements(values, fields);
    return this;
  }

  <T> void elements(List<T> values, Each<? super T> fields) {
    out.beginArray();
    for (T value : values) {
      object(value, fields);
    }
    out.endArray();
  }

  private <T> void object(T value, Each<? super T> fields) {
    out.beginObject();
    fields.write(value, this);
    out.endObject();
  }

  /// Writes a value as the fields of an object.
  @FunctionalInterface
  public interface Each<T> {
    void write(T value, JsonFields out);
  }
}
