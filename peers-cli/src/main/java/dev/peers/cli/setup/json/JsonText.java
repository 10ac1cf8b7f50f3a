package dev.peers.cli.setup.json;

import dev.peers.cli.setup.EditException;
import java.util.ArrayList;
import java.util.List;

/// Reads a JSON text into nodes that know their places.
final class JsonText {
  /// Deeper than any configuration, and shallow enough for the stack.
  private static final int MAX_DEPTH = 200;

  private final String text;
  private final Dialect dialect;
  private int at;

  private JsonText(String text, Dialect dialect) {
    this.text = text;
    this.dialect = dialect;
  }

  /// @throws EditException if it is not JSON of that dialect; the message says where
  static Node parse(String text, Dialect dialect) {
    JsonText reader = new JsonText(text, dialect);
    reader.skip();
    Node root = reader.value(0);
    reader.skip();
    if (reader.at < text.length()) {
      throw reader.wrong("the document goes on behind its end");
    }
    return root;
  }

  /// Whether there is nothing but space and comments.
  static boolean isBlank(String text, Dialect dialect) {
    JsonText reader = new JsonText(text, dialect);
    reader.skip();
    return reader.at == text.length();
  }

  private Node value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH);
    }
    return switch (peek()) {
      case '{' -> fields(depth);
      case '[' -> items(depth);
      case '"' -> {
        int start = at;
        String value = string();
        yield new Node.Text(start, at, value);
      }
      default -> plain();
    };
  }

  private Node fields(int depth) {
    int start = at++;
    List<Node.Member> members = new ArrayList<>();
    while (more('}', !members.isEmpty())) {
      int keyStart = at;
      if (peek() != '"') {
        throw wrong("expected a name in double quotes");
      }
      String key = string();
      int keyEnd = at;
      skip();
      expect(':');
      skip();
      members.add(new Node.Member(keyStart, keyEnd, key, value(depth + 1)));
    }
    return new Node.Fields(start, at, List.copyOf(members));
  }

  private Node items(int depth) {
    int start = at++;
    List<Node> nodes = new ArrayList<>();
    while (more(']', !nodes.isEmpty())) {
      nodes.add(value(depth + 1));
    }
    return new Node.Items(start, at, List.copyOf(nodes));
  }

  /// Goes to the next element, or behind the closing bracket.
  private boolean more(char close, boolean any) {
    skip();
    boolean comma = any && peek() == ',';
    int commaAt = at;
    if (comma) {
      at++;
      skip();
    }
    if (peek() == close) {
      if (comma && !dialect.trailingCommas()) {
        at = commaAt;
        throw wrong("a comma behind the last element, which this client does not read");
      }
      at++;
      return false;
    }
    if (any && !comma) {
      throw wrong("expected , or " + close);
    }
    return true;
  }

  private Node plain() {
    int start = at;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    String raw = text.substring(start, at);
    if (!raw.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      at = start;
      throw wrong(start == text.length() ? "the text ends too early" : "expected a value");
    }
    return new Node.Plain(start, at, raw);
  }

  private static boolean isPlain(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
  }

  private String string() {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ') {
        at--;
        throw wrong("a control character in a string");
      }
      value.append(c == '\\' ? escape() : c);
    }
    at = start;
    throw wrong("a string without an end");
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        at = Math.min(at, text.length()) - 1;
        throw wrong("an unknown escape in a string");
      }
    };
  }

  private char unicode() {
    String digits = text.substring(at, Math.min(at + 4, text.length()));
    if (!digits.matches("[0-9A-Fa-f]{4}")) {
      throw wrong("expected four hexadecimal digits");
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  /// Skips space and comments.
  private void skip() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else if (c == '/') {
        comment();
      } else {
        return;
      }
    }
  }

  private void comment() {
    int end = Trivia.commentEnd(text, at);
    if (end < 0) {
      throw wrong("expected a value, and a comment has an end");
    }
    if (!dialect.comments()) {
      throw wrong("a comment, which this client does not read");
    }
    at = end;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("expected " + c);
    }
    at++;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private EditException wrong(String problem) {
    return EditException.at(text, at, problem);
  }
}
