package dev.peers.mcp.internal.json;

import java.util.List;
import java.util.Map;

/// Writes JSON on one line.
public final class JsonPrinter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(256);

  private JsonPrinter() {}

  public static String print(Json value) {
    JsonPrinter printer = new JsonPrinter();
    printer.value(value);
    return printer.out.toString();
  }

  private void value(Json value) {
    switch (value) {
      case Json.Obj(Map<String, Json> fields) -> object(fields);
      case Json.Arr(List<Json> items) -> array(items);
      case Json.Str(String text) -> string(text);
      case Json.Num(String text) -> out.append(text);
      case Json.Bool(boolean bool) -> out.append(bool);
      case Json.Null _ -> out.append("null");
    }
  }

  private void object(Map<String, Json> fields) {
    char separator = '{';
    for (Map.Entry<String, Json> field : fields.entrySet()) {
      out.append(separator);
      string(field.getKey());
      out.append(':');
      value(field.getValue());
      separator = ',';
    }
    out.append(fields.isEmpty() ? "{}" : "}");
  }

  private void array(List<Json> items) {
    char separator = '[';
    for (Json item : items) {
      out.append(separator);
      value(item);
      separator = ',';
    }
    out.append(items.isEmpty() ? "[]" : "]");
  }

  private void string(String text) {
    String repaired = Unicode.repaired(text);
    out.append('"');
    for (int i = 0; i < repaired.length(); i++) {
      character(repaired.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        // Line separators are legal in JSON but split lines for some readers.
        if (c < ' ' || c == 0x7F || c == 0x85 || c == 0x2028 || c == 0x2029) {
          out.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xF));
          }
        } else {
          out.append(c);
        }
      }
    }
  }
}
