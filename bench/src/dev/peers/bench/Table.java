package dev.peers.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was measured, one line each, beside what was aimed at.
final class Table {
  private record Row(String what, String value, String aim) {}

  private final List<Row> rows = new ArrayList<>();

  void section(String title) {
    rows.add(new Row("", "", ""));
    rows.add(new Row(title, "", ""));
  }

  void row(String what, String value) {
    row(what, value, "");
  }

  /// Rows also appear while it is still being measured, for whoever watches.
  void row(String what, String value, String aim) {
    rows.add(new Row("  " + what, value, aim));
    System.err.println(rows.getLast().what + ": " + value);
  }

  void print() {
    int what = rows.stream().mapToInt(row -> row.what.length()).max().orElse(0);
    int value = rows.stream().mapToInt(row -> row.value.length()).max().orElse(0);
    for (Row row : rows) {
      String line =
          "%s  %s  %s"
              .formatted(pad(row.what, what), pad(row.value, value), row.aim)
              .stripTrailing();
      System.out.println(line);
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  static String millis(double value) {
    return number(value) + " ms";
  }
}
