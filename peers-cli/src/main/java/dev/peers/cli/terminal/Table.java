package dev.peers.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Rows whose columns stand below each other. A table that is too wide for the display gets its
/// last column broken into lines; where that would leave little room for it, each of its cells
/// stands in lines of its own below the row, and the widest other column is cut if need be.
public final class Table {
  private static final int GAP = 2;
  private static final int LEAST = 8;
  private static final int LEAST_LAST = 24;
  private static final String INDENT = "    ";

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
    int last = widths.length - 1;
    boolean below =
        last > 0
            && total(widths, widths.length) - Math.max(0, widths[last] - LEAST_LAST)
                > display.width();
    fit(widths, below ? last : widths.length, display.width());
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      String line = line(row, widths, last);
      if (below) {
        lines.add(line.stripTrailing());
        addBelow(row.get(last), display.width(), lines);
      } else {
        addBehind(line, row.get(last), widths[last], lines);
      }
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

  /// Takes from the last of the first so many columns what is too much, if it is wide, then from
  /// the widest one again and again.
  private static void fit(int[] widths, int count, int room) {
    int last = widths.length - 1;
    long excess = total(widths, count) - room;
    if (count > last && excess > 0) {
      widths[last] -= (int) Math.min(excess, Math.max(0, widths[last] - LEAST_LAST));
    }
    while (total(widths, count) > room) {
      int widest = 0;
      for (int i = 1; i < count; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        return;
      }
      widths[widest]--;
    }
  }

  private static long total(int[] widths, int count) {
    long total = (long) GAP * (count - 1);
    for (int i = 0; i < count; i++) {
      total += widths[i];
    }
    return total;
  }

  /// All cells but the last.
  private static String line(List<String> row, int[] widths, int last) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < last; i++) {
      String cell = cut(row.get(i), widths[i]);
      line.append(cell).append(" ".repeat(widths[i] - Columns.of(cell) + GAP));
    }
    return line.toString();
  }

  private static void addBehind(String line, String cell, int width, List<String> lines) {
    String begin = line;
    for (String piece : Wrapping.lines(cell, width)) {
      lines.add((begin + piece).stripTrailing());
      begin = " ".repeat(Columns.of(line));
    }
  }

  private static void addBelow(String cell, int width, List<String> lines) {
    if (!cell.isEmpty()) {
      Wrapping.lines(cell, width - INDENT.length()).forEach(piece -> lines.add(INDENT + piece));
    }
  }

  private static String cut(String cell, int width) {
    return Columns.of(cell) <= width ? cell : cell.substring(0, Columns.end(cell, width - 1)) + "…";
  }
}
