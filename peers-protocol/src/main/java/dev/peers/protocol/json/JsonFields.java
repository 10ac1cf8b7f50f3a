package dev.peers.protocol.json;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes the fields of one object, in the order of the calls. Not thread-safe.
public final class JsonFields {
  private final StringBuilder out;
  private boolean first = true;

  private JsonFields(StringBuilder out) {
    this.out = out;
  }

  static String object(Consumer<JsonFields> fields) {
    StringBuilder out = new StringBuilder(256).append('{');
    fields.accept(new JsonFields(out));
    return out.append('}').toString();
  }

  public JsonFields put(String name, String value) {
    JsonText.append(name(name), value);
    return this;
  }

  public JsonFields put(String name, long value) {
    name(name).append(value);
    return this;
  }

  public JsonFields put(String name, boolean value) {
    name(name).append(value);
    return this;
  }

  /// The value's text, or null.
  public JsonFields putText(String name, Optional<?> value) {
    if (value.isPresent()) {
      return put(name, value.get().toString());
    }
    name(name).append("null");
    return this;
  }

  /// The number, or null.
  public JsonFields putNumber(String name, Optional<Long> value) {
    if (value.isPresent()) {
      return put(name, (long) value.get());
    }
    name(name).append("null");
    return this;
  }

  public JsonFields putNumbers(String name, List<Long> values) {
    name(name).append('[');
    String separator = "";
    for (long value : values) {
      out.append(separator).append(value);
      separator = ",";
    }
    out.append(']');
    return this;
  }

  public JsonFields putTexts(String name, List<?> values) {
    name(name).append('[');
    String separator = "";
    for (Object value : values) {
      JsonText.append(out.append(separator), value.toString());
      separator = ",";
    }
    out.append(']');
    return this;
  }

  /// An object within this one.
  public <T> JsonFields putObject(String name, T value, Each<? super T> fields) {
    object(name(name), value, fields);
    return this;
  }

  /// An array of objects.
  public <T> JsonFields putObjects(String name, List<T> values, Each<? super T> fields) {
    elements(name(name), values, fields);
    return this;
  }

  private StringBuilder name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    JsonText.append(out, name);
    return out.append(':');
  }

  private static <T> void elements(StringBuilder out, List<T> values, Each<? super T> fields) {
    out.append('[');
    String separator = "";
    for (T value : values) {
      object(out.append(separator), value, fields);
      separator = ",";
    }
    out.append(']');
  }

  private static <T> void object(StringBuilder out, T value, Each<? super T> fields) {
    out.append('{');
    fields.write(value, new JsonFields(out));
    out.append('}');
  }

  /// Writes a value as the fields of an object.
  @FunctionalInterface
  public interface Each<T> {
    void write(T value, JsonFields out);
  }
}
