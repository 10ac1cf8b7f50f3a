package dev.peers.core.model;

import dev.peers.core.text.PlainText;

/// Shared care for texts that come from outside.
final class Texts {
  private static final int EXCERPT = 60;

  private Texts() {}

  /// The beginning of a text, on one line and free of control characters, for use in an error.
  static String excerpt(String text) {
    return PlainText.excerpt(text, EXCERPT);
  }

  /// Whether a text is so long at most, not empty, and made of ASCII letters, digits and these
  /// other characters alone. A pattern would cost every process that starts.
  static boolean isWord(String text, int max, String others) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && others.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= max;
  }

  static boolean isLetterOrDigit(char c) {
    return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z');
  }

  static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  /// A folder as a peer reports it.
  static String requireFolder(String text, String what) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
    return requireLength(text, 4096, what);
  }

  static String requireLength(String text, int max, String what) {
    if (text.length() > max) {
      throw new IllegalArgumentException(
          what + " is " + text.length() + " characters long, at most " + max + " are allowed");
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " contains a NUL character");
    }
    return text;
  }
}
