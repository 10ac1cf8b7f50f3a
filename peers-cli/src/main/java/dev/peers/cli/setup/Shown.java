package dev.peers.cli.setup;

/// Makes what stands in files harmless for a terminal.
final class Shown {
  private Shown() {}

  /// The text on one line, without what could steer a terminal.
  static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }
}
