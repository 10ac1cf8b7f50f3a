package dev.peers.cli.setup.toml;

import dev.peers.cli.setup.EditException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads a TOML text into tables and entries that know their places.
final class TomlText {
  private static final int MAX_DEPTH = 100;

  /// Numbers, dates, times and truth values, not looked at more closely.
  private static final Pattern PLAIN =
      Pattern.compile(
          "true|false|[+-]?(inf|nan)|[+-]?[0-9][0-9A-Za-z_.+:-]*( [0-9]{2}:[0-9:.+Zz-]*)?");

  private final String text;
  private int at;

  private TomlText(String text) {
    this.text = text;
  }

  /// The tables in their order; the first is what stands above the first header.
  ///
  /// @throws EditException if it is not TOML; the message says where
  static List<TomlTable> parse(String text) {
    TomlText reader = new TomlText(text);
    List<TomlTable> tables = new ArrayList<>();
    tables.add(new TomlTable(List.of(), false, 0, 0));
    reader.skip(true);
    while (reader.at < text.length()) {
      if (reader.peek() == '[') {
        tables.add(reader.header());
      } else {
        TomlTable table = tables.getLast();
        table.entries().add(reader.entry(table.path(), 0, true));
      }
      reader.skip(true);
    }
    return tables;
  }

  private TomlTable header() {
    int start = at;
    boolean array = text.startsWith("[[", at);
    at += array ? 2 : 1;
    List<String> path = new ArrayList<>();
    key(path);
    String close = array ? "]]" : "]";
    if (!text.startsWith(close, at)) {
      throw wrong("expected " + close);
    }
    at += close.length();
    endLine();
    return new TomlTable(List.copyOf(path), array, start, at);
  }

  private TomlEntry entry(List<String> table, int depth, boolean line) {
    int keyStart = at;
    List<String> path = new ArrayList<>(table);
    int lastKey = key(path);
    if (peek() != '=') {
      throw wrong("expected =");
    }
    at++;
    skip(false);
    int valueStart = at;
    TomlValue value = value(List.copyOf(path), depth);
    int valueEnd = at;
    if (line) {
      endLine();
    }
    return new TomlEntry(List.copyOf(path), keyStart, lastKey, valueStart, valueEnd, at, value);
  }

  /// Reads a key with dots, and answers where its last part begins.
  private int key(List<String> path) {
    while (true) {
      skip(false);
      int start = at;
      if (peek() == '"' || peek() == '\'') {
        TomlStrings.Read read = TomlStrings.read(text, at);
        path.add(read.value());
        at = read.end();
      } else {
        while (at < text.length() && isBare(text.charAt(at))) {
          at++;
        }
        if (at == start) {
          throw wrong("expected a name");
        }
        path.add(text.substring(start, at));
      }
      skip(false);
      if (peek() != '.') {
        return start;
      }
      at++;
    }
  }

  private static boolean isBare(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private TomlValue value(List<String> path, int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH);
    }
    return switch (peek()) {
      case '"', '\'' -> {
        TomlStrings.Read read = TomlStrings.read(text, at);
        at = read.end();
        yield new TomlValue.Text(read.value());
      }
      case '[' -> items(path, depth);
      case '{' -> fields(path, depth);
      default -> plain();
    };
  }

  private TomlValue items(List<String> path, int depth) {
    at++;
    List<TomlValue> values = new ArrayList<>();
    while (more(']', !values.isEmpty())) {
      values.add(value(path, depth + 1));
    }
    return new TomlValue.Items(List.copyOf(values));
  }

  private TomlValue fields(List<String> path, int depth) {
    at++;
    List<TomlEntry> entries = new ArrayList<>();
    while (more('}', !entries.isEmpty())) {
      entries.add(entry(path, depth + 1, false));
    }
    return new TomlValue.Fields(List.copyOf(entries), at - 1);
  }

  private boolean more(char close, boolean any) {
    skip(true);
    boolean comma = any && peek() == ',';
    if (comma) {
      at++;
      skip(true);
    }
    if (peek() == close) {
      at++;
      return false;
    }
    if (any && !comma) {
      throw wrong("expected , or " + close);
    }
    return true;
  }

  private TomlValue plain() {
    int start = at;
    while (at < text.length() && ",]}#\n\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    while (at > start && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
      at--;
    }
    String raw = text.substring(start, at);
    if (!PLAIN.matcher(raw).matches()) {
      at = start;
      throw wrong("expected a value");
    }
    return new TomlValue.Plain(raw);
  }

  /// Goes to the end of the line, where nothing but a comment may stand.
  private void endLine() {
    int end = at;
    skip(false);
    if (peek() == '#') {
      comment();
      end = at;
    }
    if (at < text.length() && peek() != '\n' && !text.startsWith("\r\n", at)) {
      throw wrong("expected the end of the line");
    }
    at = end;
  }

  private void comment() {
    while (at < text.length() && peek() != '\n' && !text.startsWith("\r\n", at)) {
      at++;
    }
  }

  /// Skips space, and line breaks and comments too if told so.
  private void skip(boolean lines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || (lines && (c == '\n' || text.startsWith("\r\n", at)))) {
        at++;
      } else if (lines && c == '#') {
        comment();
      } else {
        return;
      }
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private EditException wrong(String problem) {
    return EditException.at(text, at, problem);
  }
}
