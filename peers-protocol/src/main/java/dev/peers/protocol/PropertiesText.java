package dev.peers.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the text of a property file, in the format of [java.util.Properties], and tells at which
/// line each entry begins.
final class PropertiesText {
  private final String text;
  private int at;
  private int line = 1;

  private PropertiesText(String text) {
    this.text = text;
  }

  /// @param line where it begins, counted from 1
  record Entry(String key, String value, int line) {}

  /// Something that the format does not allow.
  static final class WrongLineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;

    WrongLineException(int line, String message) {
      super(message);
      this.line = line;
    }

    int line() {
      return line;
    }
  }

  /// All entries in their order; a key may come more than once.
  ///
  /// @throws WrongLineException if an escape is malformed
  static List<Entry> read(String text) {
    PropertiesText reader = new PropertiesText(text);
    List<Entry> entries = new ArrayList<>();
    while (reader.at < text.length()) {
      reader.next(entries);
    }
    return entries;
  }

  private void next(List<Entry> entries) {
    skipBlank();
    if (at == text.length()) {
      return;
    }
    if (isEnd(text.charAt(at))) {
      endLine();
      return;
    }
    if (text.charAt(at) == '#' || text.charAt(at) == '!') {
      while (at < text.length() && !isEnd(text.charAt(at))) {
        at++;
      }
      endLine();
      return;
    }
    int begin = line;
    logicalLine().ifPresent(logical -> entries.add(entry(logical, begin)));
  }

  /// A line with those that continue it, each of which a backslash at the end of the one before
  /// announces. Nothing if it holds no more than such backslashes.
  private Optional<String> logicalLine() {
    StringBuilder logical = new StringBuilder();
    while (true) {
      boolean escaped = false;
      while (at < text.length() && !isEnd(text.charAt(at))) {
        char c = text.charAt(at++);
        escaped = c == '\\' && !escaped;
        logical.append(c);
      }
      boolean last = at == text.length();
      endLine();
      if (!escaped || last) {
        return Optional.of(logical.toString());
      }
      logical.setLength(logical.length() - 1);
      if (logical.isEmpty()) {
        // Nothing has begun, so that what follows may be a comment.
        return Optional.empty();
      }
      skipBlank();
    }
  }

  private static Entry entry(String logical, int line) {
    int keyEnd = 0;
    boolean escaped = false;
    while (keyEnd < logical.length()) {
      char c = logical.charAt(keyEnd);
      if (!escaped && (c == '=' || c == ':' || isBlank(c))) {
        break;
      }
      escaped = c == '\\' && !escaped;
      keyEnd++;
    }
    int value = afterBlank(logical, keyEnd);
    if (value < logical.length()
        && (logical.charAt(value) == '=' || logical.charAt(value) == ':')) {
      value = afterBlank(logical, value + 1);
    }
    return new Entry(
        unescape(logical.substring(0, keyEnd), line),
        unescape(logical.substring(value), line),
        line);
  }

  private static String unescape(String text, int line) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || ++i == text.length()) {
        plain.append(c == '\\' ? "" : String.valueOf(c));
      } else if (text.charAt(i) == 'u') {
        plain.append(unicode(text, i + 1, line));
        i += 4;
      } else {
        plain.append(meant(text.charAt(i)));
      }
    }
    return plain.toString();
  }

  private static char unicode(String text, int from, int line) {
    if (from + 4 <= text.length()) {
      String digits = text.substring(from, from + 4);
      if (digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0)) {
        return (char) Integer.parseInt(digits, 16);
      }
    }
    throw new WrongLineException(
        line, "\\u is not followed by four hexadecimal digits; write \\\\ for a backslash");
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      default -> escaped;
    };
  }

  private void skipBlank() {
    at = afterBlank(text, at);
  }

  private static int afterBlank(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private void endLine() {
    if (at < text.length()) {
      boolean pair = text.startsWith("\r\n", at);
      at += pair ? 2 : 1;
      line++;
    }
  }

  private static boolean isEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }
}
