package dev.peers.protocol.json;

import dev.peers.core.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON object; the order of its fields is kept.
///
/// To its reader a field that is null counts as absent, and fields that nobody asks for are
/// ignored. Each accessor says in its error which field was wrong, and how.
public record JsonObject(Map<String, Json> fields) implements Json {
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  private static final int EXCERPT = 40;

  /// What stands in the field, be it [Json.Null] even.
  public Optional<Json> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /// The string in this field, if there is one: for those to whom anything else is nothing.
  public Optional<String> textIfAny(String name) {
    return fields.get(name) instanceof Str(String value) ? Optional.of(value) : Optional.empty();
  }

  /// The object in this field, or an empty one.
  public JsonObject objectOrEmpty(String name) {
    return fields.get(name) instanceof JsonObject inner ? inner : EMPTY;
  }

  public boolean has(String name) {
    return present(name).isPresent();
  }

  public String text(String name) {
    return require(name, optionalText(name), "a string");
  }

  public String text(String name, String otherwise) {
    return optionalText(name).orElse(otherwise);
  }

  public Optional<String> optionalText(String name) {
    return optional(name, Str.class, "a string").map(Str::value);
  }

  public long number(String name) {
    return require(name, optionalNumber(name), "a whole number");
  }

  public Optional<Long> optionalNumber(String name) {
    return present(name).map(value -> whole(name, value));
  }

  public boolean flag(String name, boolean otherwise) {
    return optional(name, Bool.class, "true or false").map(Bool::value).orElse(otherwise);
  }

  public Optional<JsonObject> optionalObject(String name) {
    return optional(name, JsonObject.class, "an object");
  }

  public JsonObject object(String name) {
    return require(name, optionalObject(name), "an object");
  }

  public List<Long> numbers(String name) {
    List<Long> numbers = new ArrayList<>();
    for (Json each : array(name, "an array of whole numbers")) {
      numbers.add(whole(name + "[" + numbers.size() + "]", each));
    }
    return numbers;
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Json each : array(name, "an array of strings")) {
      texts.add(as(name + "[" + texts.size() + "]", each, Str.class, "a string").value());
    }
    return texts;
  }

  public List<JsonObject> objects(String name) {
    return objects(name, array(name, "an array of objects"));
  }

  /// The elements of an array that must be objects.
  public static List<JsonObject> objects(String name, List<Json> array) {
    List<JsonObject> objects = new ArrayList<>();
    for (Json each : array) {
      objects.add(as(name + "[" + objects.size() + "]", each, JsonObject.class, "an object"));
    }
    return objects;
  }

  /// The beginning of a text from outside, for use in an error.
  public static String excerpt(String text) {
    return PlainText.excerpt(text, EXCERPT);
  }

  private List<Json> array(String name, String expected) {
    return require(name, optional(name, Arr.class, expected), expected).items();
  }

  private static long whole(String name, Json value) {
    Num number = as(name, value, Num.class, "a whole number");
    return number
        .whole()
        .orElseThrow(() -> wrong(name, "'" + excerpt(number.text()) + "'", "a whole number"));
  }

  private Optional<Json> present(String name) {
    Json value = fields.get(name);
    return value == null || value == Null.NULL ? Optional.empty() : Optional.of(value);
  }

  private <T extends Json> Optional<T> optional(String name, Class<T> type, String expected) {
    return present(name).map(value -> as(name, value, type, expected));
  }

  private static <T extends Json> T as(String name, Json value, Class<T> type, String expected) {
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

  static String kind(Json value) {
    if (value instanceof Str) {
      return "a string";
    } else if (value instanceof Num) {
      return "a number";
    } else if (value instanceof Bool) {
      return "true or false";
    } else if (value instanceof Arr) {
      return "an array";
    }
    return value == Null.NULL ? "null" : "an object";
  }

  @Override
  public String toString() {
    return JsonText.of(this);
  }
}
