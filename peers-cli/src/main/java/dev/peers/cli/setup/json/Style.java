package dev.peers.cli.setup.json;

import dev.peers.protocol.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/// How a text is laid out.
///
/// @param lineBreak what ends its lines
/// @param unit by how much a level is indented
/// @param colon what stands between a name and its value
record Style(String lineBreak, String unit, String colon) {
  static Style of(String text, Node root) {
    String lineBreak = text.contains("\r\n") ? "\r\n" : "\n";
    String unit = "  ";
    String colon = ": ";
    if (root instanceof Node.Fields(int _, int _, List<Node.Member> members)
        && !members.isEmpty()) {
      Node.Member first = members.getFirst();
      String indent = indent(text, first.keyStart());
      unit = startsLine(text, first.keyStart()) && !indent.isEmpty() ? indent : unit;
      String between = text.substring(first.keyEnd(), first.value().start());
      colon = between.isBlank() || between.strip().equals(":") ? tidy(between) : colon;
    }
    return new Style(lineBreak, unit, colon);
  }

  /// A name and its value on two lines would read oddly elsewhere.
  private static String tidy(String between) {
    return between.contains("\n") || between.contains("\t") ? ": " : between;
  }

  /// The space at the start of the line on which this place is.
  static String indent(String text, int at) {
    int start = lineStart(text, at);
    int end = start;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  static boolean startsLine(String text, int at) {
    return text.substring(lineStart(text, at), at).isBlank();
  }

  private static int lineStart(String text, int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  /// A value over several lines, the first of which is indented already.
  String lines(Value value, String indent) {
    String inner = lineBreak + indent + unit;
    return switch (value) {
      case Value.Items(List<Value> values) when !values.isEmpty() ->
          values.stream()
              .map(item -> inner + lines(item, indent + unit))
              .collect(Collectors.joining(",", "[", lineBreak + indent + "]"));
      case Value.Fields fields when !fields.values().isEmpty() ->
          fields.values().entrySet().stream()
              .map(e -> inner + quoted(e.getKey()) + colon + lines(e.getValue(), indent + unit))
              .collect(Collectors.joining(",", "{", lineBreak + indent + "}"));
      default -> line(value);
    };
  }

  /// A value on one line.
  String line(Value value) {
    String gap = colon.endsWith(" ") ? ", " : ",";
    return switch (value) {
      case Value.Text(String text) -> quoted(text);
      case Value.Flag(boolean flag) -> Boolean.toString(flag);
      case Value.Items(List<Value> values) ->
          values.stream().map(this::line).collect(Collectors.joining(gap, "[", "]"));
      case Value.Fields fields ->
          fields.values().entrySet().stream()
              .map(e -> quoted(e.getKey()) + colon + line(e.getValue()))
              .collect(Collectors.joining(gap, "{", "}"));
    };
  }

  static String quoted(String text) {
    return Json.of(text).toString();
  }
}
