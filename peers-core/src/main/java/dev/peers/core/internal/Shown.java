package dev.peers.core.internal;

import dev.peers.core.text.PlainText;

/// Shows what a caller sent, within an error.
final class Shown {
  private static final int MAX = 64;

  private Shown() {}

  /// An id or a name as the caller wrote it, cut and without control characters.
  static String ref(String ref) {
    return PlainText.excerpt(ref, MAX);
  }
}
