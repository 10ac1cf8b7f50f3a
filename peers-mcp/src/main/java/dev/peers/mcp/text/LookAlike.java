package dev.peers.mcp.text;

import java.text.Normalizer;
import java.util.Locale;

/// Finds what a model could take for a tag although no parser would: other brackets and dashes,
/// letters of other scripts, of other widths and styles, with marks on them or joiners between.
final class LookAlike {
  private static final String BRACKETS = "<＜﹤〈〈⟨❮❰˂ᐸ‹«⧼﹤";
  private static final String SLASHES = "/⁄∕／⧸╱";
  private static final String DASHES = "‐‑‒–—―−﹘﹣－_˗";

  /// Letters of other scripts, each above the letter of the tag that it looks like.
  private static final String FOREIGN = "рρᴘеεᴇʀгмϻᴍѕꜱаαᴀɡԍɢ";

  private static final String LATIN = "pppeeerrmmmssaaaggg";

  /// The most characters that may stand where a tag has few: a wider gap is no tag to anybody.
  private static final int REACH = 200;

  private LookAlike() {}

  static boolean isBracket(char c) {
    return BRACKETS.indexOf(c) >= 0;
  }

  /// Whether the tag's name, or the slash and the name, follow.
  static boolean opens(String tag, String text, int at) {
    int matched = 0;
    int c;
    int end = Math.min(text.length(), at + REACH);
    for (int i = at; i < end; i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (isNothing(c) || (matched == 0 && c < 0x10000 && SLASHES.indexOf((char) c) >= 0)) {
        continue;
      }
      String seen = skeleton(c);
      if (!tag.startsWith(seen, matched)) {
        return false;
      }
      matched += seen.length();
      if (matched == tag.length()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNothing(int c) {
    int type = Character.getType(c);
    return Character.isWhitespace(c)
        || type == Character.SPACE_SEPARATOR
        || type == Character.FORMAT
        || type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || c == 0xFFFD;
  }

  /// What the character looks like, in small letters of the tag's alphabet.
  private static String skeleton(int c) {
    if (c < 0x80) {
      return c == '_' ? "-" : Character.toString(Character.toLowerCase(c));
    }
    String plain =
        Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char p = plain.charAt(i);
      int foreign = FOREIGN.indexOf(p);
      out.append(DASHES.indexOf(p) >= 0 ? '-' : foreign >= 0 ? LATIN.charAt(foreign) : p);
    }
    return out.toString();
  }
}
