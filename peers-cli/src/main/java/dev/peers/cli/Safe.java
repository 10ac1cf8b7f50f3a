package dev.peers.cli;

/// Makes text of other agents harmless for a terminal: it may hold escape sequences, line breaks
/// that forge further lines of output, and marks that turn the direction of writing around.
final class Safe {
  private Safe() {}

  /// The text on one line. Line breaks and tabs become spaces, everything else that could steer a
  /// terminal becomes `�`.
  static String line(String text) {
    return clean(text, false);
  }

  /// The text with its line breaks, each followed by the indent, so that no line of it can pass for
  /// output of this program.
  static String block(String text, String indent) {
    return indent + clean(text, true).stripTrailing().replace("\n", "\n" + indent);
  }

  private static String clean(String text, boolean keepLines) {
    String lines = keepLines ? text.replace("\r\n", "\n") : text;
    StringBuilder safe = new StringBuilder(lines.length());
    for (int i = 0; i < lines.length(); i++) {
      char c = lines.charAt(i);
      if (c == '\n' && keepLines) {
        safe.append('\n');
      } else if (c == '\n' || c == '\t' || c == '\r') {
        safe.append(' ');
      } else {
        safe.append(steers(c) ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }

  /// Control characters (C0, DEL, C1), line and paragraph separators, and direction marks.
  private static boolean steers(char c) {
    return Character.isISOControl(c)
        || c == '\u061C'
        || c == '\u200E'
        || c == '\u200F'
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
