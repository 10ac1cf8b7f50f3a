package dev.peers.protocol.json;

import dev.peers.core.text.PlainText;
import java.util.List;
import java.util.Map;

/// Writes values, and knows which characters of a string must be escaped.
///
/// Besides what RFC 8259 demands, everything is escaped that a terminal obeys or an eye does not
/// see: so JSON of ours can be shown anywhere as it is, and means the same.
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  static String of(Json value) {
    StringBuilder out = new StringBuilder(256);
    append(out, value);
    return out.toString();
  }

  // No switch over patterns: linking one takes longer than writing a request.
  private static void append(StringBuilder out, Json value) {
    if (value instanceof Json.Str text) {
      append(out, text.value());
    } else if (value instanceof JsonObject object) {
      append(out, object.fields());
    } else if (value instanceof Json.Arr array) {
      append(out, array.items());
    } else {
      out.append(value);
    }
  }

  private static void append(StringBuilder out, Map<String, Json> fields) {
    char separator = '{';
    for (Map.Entry<String, Json> field : fields.entrySet()) {
      append(out.append(separator), field.getKey());
      append(out.append(':'), field.getValue());
      separator = ',';
    }
    out.append(fields.isEmpty() ? "{}" : "}");
  }

  private static void append(StringBuilder out, List<Json> items) {
    char separator = '[';
    for (Json item : items) {
      append(out.append(separator), item);
      separator = ',';
    }
    out.append(items.isEmpty() ? "[]" : "]");
  }

  /// The string in quotation marks. Lone surrogates become U+FFFD, since UTF-8 cannot carry them.
  static void append(StringBuilder out, String text) {
    String mended = mend(text);
    int length = mended.length();
    int written = 0;
    out.append('"');
    int c;
    for (int i = 0; i < length; i += Character.charCount(c)) {
      c = mended.codePointAt(i);
      if (c == '"' || c == '\\' || PlainText.isHidden(c)) {
        out.append(mended, written, i);
        escape(out, c);
        written = i + Character.charCount(c);
      }
    }
    out.append(mended, written, length).append('"');
  }

  private static void escape(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        for (char unit : Character.toChars(c)) {
          out.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((unit >> shift) & 0xF));
          }
        }
      }
    }
  }

  /// The text with every lone surrogate replaced by U+FFFD.
  static String mend(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return mendFrom(text, i);
      }
    }
    return text;
  }

  private static String mendFrom(String text, int start) {
    StringBuilder mended = new StringBuilder(text.length()).append(text, 0, start);
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      if (pair) {
        mended.append(c).append(text.charAt(++i));
      } else {
        mended.append(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    return mended.toString();
  }
}
