package dev.peers.protocol.internal.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object that was read. A field that is null counts as absent; fields that nobody asks for
/// are ignored.
public final class JsonObject {
  private static final int EXCERPT = 40;

  private final Map<String, @Nullable Object> fields;

  JsonObject(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /// The fields with their names, in the order of the text.
  public Map<String, @Nullable Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  public boolean has(String name) {
    return fields.get(name) != null;
  }

  public String text(String name) {
    return require(name, optionalText(name), "a string");
  }

  public String text(String name, String otherwise) {
    return optionalText(name).orElse(otherwise);
  }

  public Optional<String> optionalText(String name) {
    return optional(name, String.class, "a string");
  }

  public long number(String name) {
    return require(name, optionalNumber(name), "a whole number");
  }

  public Optional<Long> optionalNumber(String name) {
    Object value = fields.get(name);
    return value == null ? Optional.empty() : Optional.of(whole(name, value));
  }

  public boolean flag(String name, boolean otherwise) {
    return optional(name, Boolean.class, "true or false").orElse(otherwise);
  }

  public Optional<JsonObject> optionalObject(String name) {
    return optional(name, JsonObject.class, "an object");
  }

  public JsonObject object(String name) {
    return require(name, optionalObject(name), "an object");
  }

  public List<Long> numbers(String name) {
    List<Long> numbers = new ArrayList<>();
    for (Object each : array(name, "an array of whole numbers")) {
      numbers.add(whole(name + "[" + numbers.size() + "]", each));
    }
    return numbers;
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object each : array(name, "an array of strings")) {
      texts.add(as(name + "[" + texts.size() + "]", each, String.class, "a string"));
    }
    return texts;
  }

  public List<JsonObject> objects(String name) {
    return objects(name, array(name, "an array of objects"));
  }

  /// The elements of an array that must be objects.
  public static List<JsonObject> objects(String name, List<?> array) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object each : array) {
      objects.add(as(name + "[" + objects.size() + "]", each, JsonObject.class, "an object"));
    }
    return objects;
  }

  /// The beginning of a text from outside, for use in an error.
  public static String excerpt(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(EXCERPT)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return text.length() > EXCERPT ? shown + "..." : shown.toString();
  }

  private List<?> array(String name, String expected) {
    return require(name, optional(name, List.class, expected), expected);
  }

  private static long whole(String name, @Nullable Object value) {
    JsonNumber number = as(name, value, JsonNumber.class, "a whole number");
    return number
        .whole()
        .orElseThrow(() -> wrong(name, "'" + excerpt(number.text()) + "'", "a whole number"));
  }

  private <T> Optional<T> optional(String name, Class<T> type, String expected) {
    Object value = fields.get(name);
    return value == null ? Optional.empty() : Optional.of(as(name, value, type, expected));
  }

  private static <T> T as(String name, @Nullable Object value, Class<T> type, String expected) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw wrong(name, kind(value), expected);
  }

  private static <T> T require(String name, Optional<T> value, String expected) {
    return value.orElseThrow(
        () -> new JsonException("field '" + name + "' is missing; expected " + expected));
  }

  private static JsonException wrong(String name, String what, String expected) {
    return new JsonException("field '" + name + "' is " + what + "; expected " + expected);
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "a string";
      case JsonNumber number -> "a number";
      case Boolean flag -> "true or false";
      case List<?> list -> "an array";
      default -> "an object";
    };
  }
}
