package dev.peers.cli;

import dev.peers.cli.terminal.Display;
import dev.peers.cli.terminal.Wrapping;
import dev.peers.core.text.PlainText;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return block(text, indent, Display.PLAIN);
  }

  /// The same for a display, which would otherwise break long lines itself, and without the indent.
  static String block(String text, String indent, Display display) {
    String lines = PlainText.lines(text).replace('\t', ' ').stripTrailing();
    return Stream.of(lines.split("\n", -1))
        .flatMap(line -> Wrapping.lines(line, display.width() - indent.length()).stream())
        .map(line -> indent + line)
        .collect(Collectors.joining("\n"));
  }
}
