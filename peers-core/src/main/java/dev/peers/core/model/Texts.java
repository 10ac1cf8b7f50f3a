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
