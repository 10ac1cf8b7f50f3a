package dev.peers.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Rows whose columns stand below each other. A table that is too wide for the display gets its
/// last column broken into lines, and where even that does not help, its widest column cut.
public final class Table {
  private static final int GAP = 2;
  private static final int LEAST = 8;

  private final List<List<String>> rows = new ArrayList<>();

  /// Adds a row; all rows have as many cells as the first one. Cells are plain text on one line.
  public Table row(String... cells) {
    if (!rows.isEmpty() && rows.getFirst().size() != cells.length) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  /// The lines, without spaces at their ends.
  public List<String> lines(Display display) {
    if (rows.isEmpty()) {
      return List.of();
    }
    int[] widths = widths();
    fit(widths, display.width());
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      add(row, widths, lines);
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Columns.of(row.get(i)));
      }
    }
    return widths;
  }

  /// Takes from the last column what is too much, then from the widest one again and again.
  private static void fit(int[] widths, int room) {
    int last = widths.length - 1;
    long excess = total(widths) - room;
    if (excess > 0) {
      int taken = (int) Math.min(excess, Math.max(0, widths[last] - 3 * LEAST));
      widths[last] -= taken;
    }
    while (total(widths) > room) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        return;
      }
      widths[widest]--;
    }
  }

  private static long total(int[] widths) {
    long total = (long) GAP * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    return total;
  }

  private static void add(List<String> row, int[] widths, List<String> lines) {
    int last = widths.length - 1;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < last; i++) {
      String cell = cut(row.get(i), widths[i]);
      line.append(cell).append(" ".repeat(widths[i] - Columns.of(cell) + GAP));
    }
    String indent = " ".repeat(line.length());
    for (String piece : Wrapping.lines(row.get(last), widths[last])) {
      lines.add((line + piece).stripTrailing());
      line.setLength(0);
      line.append(indent);
    }
  }

  private static String cut(String cell, int width) {
    return Columns.of(cell) <= width ? cell : cell.substring(0, Columns.end(cell, width - 1)) + "…";
  }
}
