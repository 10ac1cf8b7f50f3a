package dev.peers.mcp.internal.json;

/// Care for halves of surrogate pairs, which many JSON readers refuse.
final class Unicode {
  private Unicode() {}

  /// The text with every lone surrogate replaced by U+FFFD.
  static String repaired(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }
}
