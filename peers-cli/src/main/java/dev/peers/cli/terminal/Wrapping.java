package dev.peers.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Breaks text between words.
public final class Wrapping {
  /// Further in than anything else that stands below a line, so that what follows cannot pass for
  /// that.
  private static final String FURTHER = "    ";

  private Wrapping() {}

  /// A line in lines of at most so many columns; those that follow stand four further in.
  public static List<String> hanging(String line, int width) {
    if (Columns.of(line) <= width) {
      return List.of(line);
    }
    String text = line.stripLeading();
    String indent = " ".repeat(line.length() - text.length());
    List<String> lines = new ArrayList<>();
    for (String piece : lines(text, width - indent.length() - FURTHER.length())) {
      lines.add(indent + (lines.isEmpty() ? "" : FURTHER) + piece);
    }
    return lines;
  }

  /// The text in lines of at most so many columns; a word that is longer is broken. At least one
  /// line.
  public static List<String> lines(String text, int width) {
    if (Columns.of(text) <= width) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && Columns.of(line.toString()) + 1 + Columns.of(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
      while (Columns.of(line.toString()) > width) {
        int end = Columns.end(line.toString(), width);
        lines.add(line.substring(0, end));
        line.delete(0, end);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }
}
