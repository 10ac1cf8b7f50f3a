package dev.peers.protocol.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one text by the grammar of RFC 8259, and nothing beyond it.
///
/// The library's own reader takes more than JSON (commas too many, words that go on, texts behind
/// the end), and refuses very long strings.
final class JsonParser {
  private static final int MAX_DEPTH = 32;
  private static final char END = '\uffff';

  private final String text;
  private int at;

  private JsonParser(String text) {
    this.text = text;
  }

  static @Nullable Object parse(byte[] json) {
    JsonParser parser = new JsonParser(decode(json));
    parser.space();
    if (parser.at == parser.text.length()) {
      throw new JsonException("expected a JSON object, got nothing");
    }
    Object value = parser.value(0);
    parser.space();
    if (parser.at < parser.text.length()) {
      throw parser.wrong("text behind the end");
    }
    return value;
  }

  private static String decode(byte[] json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw new JsonException("not valid JSON: the text is not UTF-8", e);
    }
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private JsonObject object(int depth) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    at++;
    space();
    if (skip('}')) {
      return new JsonObject(fields);
    }
    do {
      space();
      String name = string();
      if (fields.containsKey(name)) {
        throw new JsonException("field '" + JsonObject.excerpt(name) + "' is there twice");
      }
      space();
      expect(':');
      space();
      fields.put(name, value(depth + 1));
      space();
    } while (skip(','));
    expect('}');
    return new JsonObject(fields);
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    space();
    if (skip(']')) {
      return elements;
    }
    do {
      space();
      elements.add(value(depth + 1));
      space();
    } while (skip(','));
    expect(']');
    return elements;
  }

  private String string() {
    expect('"');
    int start = at;
    StringBuilder unescaped = null;
    while (!skip('"')) {
      char c = peek();
      if (c < ' ' || at >= text.length()) {
        throw wrong("control character in a string");
      }
      if (c == '\\') {
        unescaped = unescaped == null ? new StringBuilder() : unescaped;
        unescaped.append(text, start, at);
        at++;
        unescaped.append(escaped());
        start = at;
      } else {
        at++;
      }
    }
    String rest = text.substring(start, at - 1);
    return unescaped == null ? rest : Surrogates.mend(unescaped.append(rest).toString());
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
          default -> throw wrong("unknown escape");
        };
    at++;
    return c == 'u' ? hexadecimal() : meant;
  }

  private char hexadecimal() {
    int code = 0;
    for (int i = 0; i < 4; i++, at++) {
      int digit = peek() > 'f' ? -1 : Character.digit(peek(), 16);
      if (digit < 0) {
        throw wrong("expected four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private @Nullable Object word(String word, @Nullable Object meant) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
    return meant;
  }

  private JsonNumber number() {
    int start = at;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    if (skip('.')) {
      digits();
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    return new JsonNumber(text.substring(start, at));
  }

  private void digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw wrong("unexpected character");
    }
  }

  private void space() {
    while (skip(' ') || skip('\n') || skip('\r') || skip('\t')) {
      // Skipping is all there is to do.
    }
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw wrong("expected '" + c + "'");
    }
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private JsonException wrong(String what) {
    String reason = at < text.length() ? what : "the text ends early";
    return new JsonException("not valid JSON: " + reason + " at position " + at);
  }
}
