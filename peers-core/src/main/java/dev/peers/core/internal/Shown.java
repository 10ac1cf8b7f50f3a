package dev.peers.core.internal;

/// Shows what a caller sent, within an error.
final class Shown {
  private static final int MAX = 64;

  private Shown() {}

  /// An id or a name as the caller wrote it, cut and without control characters.
  static String ref(String ref) {
    StringBuilder shown = new StringBuilder();
    ref.codePoints()
        .limit(MAX)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }
}
