package dev.peers.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Breaks text between words.
public final class Wrapping {
  private Wrapping() {}

  /// A line in lines of at most so many characters; those that follow stand two further in.
  public static List<String> hanging(String line, int width) {
    String text = line.stripLeading();
    String indent = " ".repeat(line.length() - text.length());
    if (Table.length(line) <= width) {
      return List.of(line);
    }
    List<String> lines = new ArrayList<>();
    for (String piece : lines(text, width - indent.length() - 2)) {
      lines.add(indent + (lines.isEmpty() ? "" : "  ") + piece);
    }
    return lines;
  }

  /// The text in lines of at most so many characters; a word that is longer is broken. At least one
  /// line.
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && Table.length(line.toString()) + 1 + Table.length(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
      while (Table.length(line.toString()) > width) {
        int end = line.offsetByCodePoints(0, width);
        lines.add(line.substring(0, end));
        line.delete(0, end);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
