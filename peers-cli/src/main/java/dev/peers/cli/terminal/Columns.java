package dev.peers.cli.terminal;

/// How many columns of a terminal text takes. Never fewer than a terminal needs, so that it breaks
/// no line itself: what follows would stand at the left margin, where only our own output stands.
final class Columns {
  private Columns() {}

  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  private static int of(int c) {
    return c >= 0x1100 && isWide(c) ? 2 : 1;
  }

  /// The scripts of East Asia in their forms of full width, and emoji.
  private static boolean isWide(int c) {
    return c <= 0x115F
        || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xA960 && c <= 0xA97F)
        || (c >= 0xAC00 && c <= 0xD7FF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE10 && c <= 0xFE6F)
        || (c >= 0xFF01 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || c >= 0x10000
        || Character.isEmoji(c);
  }

  /// The end of what fits into that many columns, at least one character.
  static int end(String text, int columns) {
    int end = 0;
    for (int used = 0; end < text.length(); end += Character.charCount(text.codePointAt(end))) {
      used += of(text.codePointAt(end));
      if (used > columns && end > 0) {
        return end;
      }
    }
    return end;
  }
}
