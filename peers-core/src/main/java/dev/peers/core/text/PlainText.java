package dev.peers.core.text;

/// Text of peers made fit to be shown: on a terminal, in a log, to a model. This is the one place
/// that knows which characters are more than they seem.
///
/// What a terminal obeys (control characters), what turns the direction of writing around, and what
/// no eye sees and a model reads (zero-width characters, tags) becomes U+FFFD, as does half a
/// surrogate pair. All that ends a line anywhere counts as a line break.
public final class PlainText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private PlainText() {}

  /// The text on one line: breaks and tabs become spaces.
  public static String line(String text) {
    return shown(text, ' ', ' ');
  }

  /// The text with its line breaks, each as a newline; tabs stay.
  public static String lines(String text) {
    return shown(text, '\n', '\t');
  }

  /// The beginning of a text, on one line, for use in an error or a log. Never half a character.
  ///
  /// @param max the most UTF-16 units that are kept
  public static String excerpt(String text, int max) {
    if (text.length() <= max) {
      return line(text);
    }
    int end = max > 0 && Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return line(text.substring(0, end)) + "...";
  }

  /// Whether the character ends a line for some reader: LF, VT, FF, CR, NEL and the separators of
  /// lines and paragraphs.
  public static boolean breaksLine(int codePoint) {
    return (codePoint >= '\n' && codePoint <= '\r')
        || codePoint == 0x85
        || codePoint == 0x2028
        || codePoint == 0x2029;
  }

  /// Whether the character steers whatever shows it, or is not seen at all. The joiners are not
  /// meant: emoji and several scripts need them.
  public static boolean isHidden(int codePoint) {
    if (codePoint < 0x7F) {
      return codePoint < ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER && codePoint != ZERO_WIDTH_NON_JOINER;
      // Tags, and the selectors of variants that nobody draws but which can carry any text.
      default -> codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
    };
  }

  private static String shown(String text, char lineBreak, char tab) {
    int first = firstSpecial(text);
    if (first == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
    int c;
    for (int i = first; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      boolean half = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\t') {
        out.append(tab);
      } else if (breaksLine(c) && !half) {
        out.append(lineBreak);
      } else if (!half) {
        out.appendCodePoint(isHidden(c) ? REPLACEMENT : c);
      }
    }
    return out.toString();
  }

  private static int firstSpecial(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < 0x7F) {
      i++;
    }
    return i;
  }
}
