package dev.peers.mcp.internal.json;

import dev.peers.mcp.internal.json.Json.Null;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one JSON value strictly as RFC 8259 has it. Depth and the number of values are bounded, so
/// that no line, however made, takes more memory than a small multiple of its length.
public final class JsonParser {
  /// How deep values may be nested.
  static final int MAX_DEPTH = 64;

  /// How many values one text may hold.
  static final int MAX_VALUES = 20_000;

  private final String text;
  private int at;
  private int values;

  private JsonParser(String text) {
    this.text = text;
  }

  /// @throws JsonSyntaxException if the text is not exactly one JSON value, or too much
  public static Json parse(String text) throws JsonSyntaxException {
    JsonParser parser = new JsonParser(text);
    Json value = parser.value(0);
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.wrong("nothing more");
    }
    return value;
  }

  private Json value(int depth) throws JsonSyntaxException {
    if (depth > MAX_DEPTH) {
      throw new JsonSyntaxException("nested deeper than " + MAX_DEPTH);
    }
    if (++values > MAX_VALUES) {
      throw new JsonSyntaxException("more than " + MAX_VALUES + " values");
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Str(string());
      case 't' -> literal("true", new Json.Bool(true));
      case 'f' -> literal("false", new Json.Bool(false));
      case 'n' -> literal("null", Null.NULL);
      default -> number();
    };
  }

  private Json object(int depth) throws JsonSyntaxException {
    Map<String, Json> fields = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (peek() == '}') {
      at++;
      return new Json.Obj(fields);
    }
    while (true) {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      fields.put(name, value(depth + 1));
      skipSpace();
      if (peek() == '}') {
        at++;
        return new Json.Obj(fields);
      }
      expect(',');
    }
  }

  private Json array(int depth) throws JsonSyntaxException {
    List<Json> items = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == ']') {
      at++;
      return new Json.Arr(items);
    }
    while (true) {
      items.add(value(depth + 1));
      skipSpace();
      if (peek() == ']') {
        at++;
        return new Json.Arr(items);
      }
      expect(',');
    }
  }

  private Json literal(String word, Json value) throws JsonSyntaxException {
    if (!text.startsWith(word, at)) {
      throw wrong("a value");
    }
    at += word.length();
    return value;
  }

  private Json number() throws JsonSyntaxException {
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
    return new Json.Num(text.substring(start, at));
  }

  private void digits() throws JsonSyntaxException {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw wrong("a value");
    }
  }

  private String string() throws JsonSyntaxException {
    expect('"');
    int start = at;
    while (peek() != '"' && peek() != '\\' && peek() >= ' ') {
      at++;
    }
    if (peek() == '"') {
      return Unicode.repaired(text.substring(start, at++));
    }
    StringBuilder out = new StringBuilder(text.substring(start, at));
    while (peek() != '"') {
      char c = peek();
      if (c < ' ') {
        throw wrong("the end of a string");
      }
      at++;
      out.append(c == '\\' ? escape() : c);
    }
    at++;
    return Unicode.repaired(out.toString());
  }

  private char escape() throws JsonSyntaxException {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("an escape");
    };
  }

  private char unicode() throws JsonSyntaxException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw wrong("four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean skip(char c) {
    boolean there = peek() == c;
    if (there) {
      at++;
    }
    return there;
  }

  private void expect(char c) throws JsonSyntaxException {
    if (!skip(c)) {
      throw wrong("'" + c + "'");
    }
  }

  /// The character at hand, or NUL at the end, which is nowhere valid.
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private JsonSyntaxException wrong(String expected) {
    return new JsonSyntaxException("expected " + expected + " at character " + (at + 1));
  }
}
