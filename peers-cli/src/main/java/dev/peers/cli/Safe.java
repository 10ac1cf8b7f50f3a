package dev.peers.cli;

import dev.peers.core.text.PlainText;

/// Makes text of other agents harmless for a terminal: it may hold escape sequences, line breaks
/// that forge further lines of output, and marks that turn the direction of writing around.
final class Safe {
  private Safe() {}

  /// The text on one line.
  static String line(String text) {
    return PlainText.line(text);
  }

  /// The text with its line breaks, each followed by the indent, so that no line of it can pass for
  /// output of this program.
  static String block(String text, String indent) {
    String lines = PlainText.lines(text).replace('\t', ' ').stripTrailing();
    return indent + lines.replace("\n", "\n" + indent);
  }
}
