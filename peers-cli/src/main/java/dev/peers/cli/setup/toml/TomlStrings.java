package dev.peers.cli.setup.toml;

import dev.peers.cli.setup.EditException;
import java.util.Locale;

/// The four kinds of strings of TOML.
final class TomlStrings {
  private TomlStrings() {}

  /// @param end behind the closing quotes
  record Read(String value, int end) {}

  /// Reads the string that begins here with a quote.
  static Read read(String text, int start) {
    char quote = text.charAt(start);
    String triple = String.valueOf(quote).repeat(3);
    return text.startsWith(triple, start)
        ? read(text, start, start + 3, triple)
        : read(text, start, start + 1, String.valueOf(quote));
  }

  private static Read read(String text, int start, int from, String close) {
    boolean many = close.length() == 3;
    boolean literal = close.charAt(0) == '\'';
    StringBuilder value = new StringBuilder();
    int at = many ? behindFirstBreak(text, from) : from;
    while (at < text.length()) {
      if (text.startsWith(close, at)) {
        int end = at + close.length();
        // Up to two quotes may stand before the closing three.
        while (many && end < text.length() && end < at + 5 && text.charAt(end) == close.charAt(0)) {
          value.append(close.charAt(0));
          end++;
        }
        return new Read(value.toString(), end);
      }
      char c = text.charAt(at);
      if (!many && (c == '\n' || c == '\r')) {
        break;
      }
      if (c == '\\' && !literal) {
        at = escape(text, at + 1, value, many);
      } else {
        value.append(c);
        at++;
      }
    }
    throw EditException.at(text, start, "a string without an end");
  }

  private static int behindFirstBreak(String text, int at) {
    if (text.startsWith("\r\n", at)) {
      return at + 2;
    }
    return text.startsWith("\n", at) ? at + 1 : at;
  }

  /// Reads what follows a backslash, and answers where it ends.
  private static int escape(String text, int at, StringBuilder value, boolean many) {
    char c = at < text.length() ? text.charAt(at) : 0;
    switch (c) {
      case '"', '\\' -> value.append(c);
      case 'b' -> value.append('\b');
      case 't' -> value.append('\t');
      case 'n' -> value.append('\n');
      case 'f' -> value.append('\f');
      case 'r' -> value.append('\r');
      case 'e' -> value.append((char) 0x1b);
      case 'x' -> {
        return unicode(text, at + 1, 2, value);
      }
      case 'u' -> {
        return unicode(text, at + 1, 4, value);
      }
      case 'U' -> {
        return unicode(text, at + 1, 8, value);
      }
      default -> {
        int end = at;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
          end++;
        }
        if (many && text.substring(at, end).contains("\n")) {
          return end;
        }
        throw EditException.at(text, at - 1, "an unknown escape in a string");
      }
    }
    return at + 1;
  }

  private static int unicode(String text, int at, int count, StringBuilder value) {
    String digits = text.substring(at, Math.min(at + count, text.length()));
    if (!digits.matches("[0-9A-Fa-f]{" + count + "}")
        || !Character.isValidCodePoint((int) Long.parseLong(digits, 16))) {
      throw EditException.at(text, at, "expected " + count + " hexadecimal digits");
    }
    value.appendCodePoint((int) Long.parseLong(digits, 16));
    return at + count;
  }

  static String quoted(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default ->
            out.append(
                c < ' ' || c == 0x7f
                    ? String.format(Locale.ROOT, "\\u%04X", (int) c)
                    : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }
}
