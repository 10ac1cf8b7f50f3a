package dev.peers.protocol.internal.json;

/// Care for halves of characters, which JSON can name and UTF-8 cannot carry.
final class Surrogates {
  private Surrogates() {}

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
    text.substring(start)
        .codePoints()
        .forEach(c -> mended.appendCodePoint(isSurrogate(c) ? 0xFFFD : c));
    return mended.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
