package dev.peers.protocol.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one text by the grammar of RFC 8259, and nothing beyond it.
///
/// The RFC leaves to the reader what a name that is there twice means; here it is an error, because
/// two programs that chose differently would see two different requests.
final class JsonParser {
  private final String text;
  private final JsonLimits limits;
  private int at;
  private int values;

  private JsonParser(String text, JsonLimits limits) {
    this.text = text;
    this.limits = limits;
  }

  static Json parse(String text, JsonLimits limits) {
    requireShort(text.length(), limits);
    JsonParser parser = new JsonParser(text, limits);
    parser.space();
    Json value = parser.value(1);
    parser.space();
    if (parser.at < text.length()) {
      throw parser.expected("nothing more");
    }
    return value;
  }

  static Json parse(byte[] utf8, JsonLimits limits) {
    requireShort(utf8.length, limits);
    return parse(decode(utf8), limits);
  }

  private static void requireShort(int length, JsonLimits limits) {
    if (length > limits.length()) {
      throw new JsonException("too much JSON: more than " + limits.length() + " characters");
    }
  }

  private static String decode(byte[] utf8) {
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new JsonException("not valid JSON: not UTF-8 at byte " + (bytes.position() + 1), e);
    }
  }

  private Json value(int depth) {
    if (++values > limits.values()) {
      throw new JsonException("too much JSON: more than " + limits.values() + " values");
    }
    return switch (peek()) {
      case '{' -> object(nested(depth));
      case '[' -> array(nested(depth));
      case '"' -> new Json.Str(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", Json.Null.NULL);
      default -> number();
    };
  }

  private int nested(int depth) {
    if (depth > limits.depth()) {
      throw new JsonException(
          "too much JSON: nested deeper than " + limits.depth() + " levels, " + where());
    }
    return depth + 1;
  }

  private JsonObject object(int inner) {
    Map<String, Json> fields = new LinkedHashMap<>();
    at++;
    space();
    if (skip('}')) {
      return new JsonObject(fields);
    }
    do {
      space();
      field(fields, inner);
      space();
    } while (skip(','));
    expect('}', "',' or '}'");
    return new JsonObject(fields);
  }

  private void field(Map<String, Json> fields, int inner) {
    int start = at;
    if (peek() != '"') {
      throw expected("a name in quotation marks");
    }
    String name = string();
    space();
    expect(':', "':'");
    space();
    if (fields.put(name, value(inner)) != null) {
      at = start;
      throw new JsonException(
          "field '" + JsonObject.excerpt(name) + "' is there twice, " + where());
    }
  }

  private Json array(int inner) {
    List<Json> items = new ArrayList<>();
    at++;
    space();
    if (skip(']')) {
      return new Json.Arr(items);
    }
    do {
      space();
      items.add(value(inner));
      space();
    } while (skip(','));
    expect(']', "',' or ']'");
    return new Json.Arr(items);
  }

  private String string() {
    at++;
    int start = at;
    StringBuilder unescaped = null;
    while (!skip('"')) {
      char c = peek();
      if (c < ' ') {
        throw expected("the end of a string");
      }
      if (c == '\\') {
        unescaped = unescaped == null ? new StringBuilder() : unescaped;
        unescaped.append(text, start, at++).append(escaped());
        start = at;
      } else {
        at++;
      }
    }
    String rest = text.substring(start, at - 1);
    return JsonText.mend(unescaped == null ? rest : unescaped.append(rest).toString());
  }

  private char escaped() {
    char c = peek();
    char meant =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> 'u';
          default -> throw expected("one of \"\\/bfnrtu after a backslash");
        };
    at++;
    return c == 'u' ? hexadecimal() : meant;
  }

  private char hexadecimal() {
    int code = 0;
    for (int i = 0; i < 4; i++, at++) {
      int digit = peek() > 'f' ? -1 : Character.digit(peek(), 16);
      if (digit < 0) {
        throw expected("four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private Json word(String word, Json meant) {
    for (int i = 0; i < word.length(); i++) {
      if (!skip(word.charAt(i))) {
        throw expected(word);
      }
    }
    return meant;
  }

  private Json number() {
    int start = at;
    skip('-');
    if (!skip('0')) {
      digits(at == start ? "a value" : "a digit");
    }
    if (skip('.')) {
      digits("a digit");
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      digits("a digit");
    }
    return new Json.Num(text.substring(start, at));
  }

  private void digits(String expected) {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw expected(expected);
    }
  }

  private void space() {
    while (skip(' ') || skip('\n') || skip('\r') || skip('\t')) {
      // Skipping is all there is to do.
    }
  }

  private void expect(char c, String expected) {
    if (!skip(c)) {
      throw expected(expected);
    }
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /// The character at hand, or NUL at the end, which is nowhere valid.
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private JsonException expected(String what) {
    return new JsonException("not valid JSON: expected " + what + ", got " + found());
  }

  private String found() {
    if (at >= text.length()) {
      return "the end of the text, " + where();
    }
    int c = text.codePointAt(at);
    boolean plain = c > ' ' && c < 0x7F;
    return (plain ? "'" + (char) c + "'" : "U+" + hex(c)) + ", " + where();
  }

  private static String hex(int c) {
    String digits = Integer.toHexString(c);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  private String where() {
    return "at character " + (at + 1);
  }
}
