package dev.peers.cli.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The difference of two texts in the unified format, which `patch` understands.
final class Diff {
  private static final int CONTEXT = 3;

  /// With more than these, the whole text is shown as changed.
  private static final int MAX_CHANGES = 1_000;

  private Diff() {}

  /// A line of the difference: ` `, `-` or `+`, and the line.
  private record Line(char sign, String text) {}

  /// @param from the name of the old file, or `/dev/null`
  /// @param to the name of the new one, or `/dev/null`
  static String unified(String from, String to, String before, String after) {
    List<Line> lines = lines(split(before), split(after));
    StringBuilder out = new StringBuilder("--- " + from + "\n+++ " + to + "\n");
    int at = 0;
    int oldLine = 1;
    int newLine = 1;
    while (at < lines.size()) {
      int first = at;
      while (first < lines.size() && lines.get(first).sign() == ' ') {
        first++;
      }
      if (first == lines.size()) {
        break;
      }
      int start = Math.max(at, first - CONTEXT);
      int end = hunkEnd(lines, first);
      oldLine += start - at;
      newLine += start - at;
      List<Line> hunk = lines.subList(start, end);
      int olds = count(hunk, '+');
      int news = count(hunk, '-');
      out.append("@@ -").append(range(oldLine, olds)).append(" +").append(range(newLine, news));
      out.append(" @@\n");
      hunk.forEach(line -> append(out, line));
      oldLine += olds;
      newLine += news;
      at = end;
    }
    return out.toString();
  }

  /// Behind the context that follows the last change which is near enough to the one before.
  private static int hunkEnd(List<Line> lines, int first) {
    int last = first;
    for (int i = first; i < lines.size() && i <= last + 2 * CONTEXT + 1; i++) {
      if (lines.get(i).sign() != ' ') {
        last = i;
      }
    }
    return Math.min(lines.size(), last + 1 + CONTEXT);
  }

  private static int count(List<Line> hunk, char without) {
    return (int) hunk.stream().filter(line -> line.sign() != without).count();
  }

  private static String range(int line, int count) {
    return (count == 0 ? line - 1 : line) + "," + count;
  }

  private static void append(StringBuilder out, Line line) {
    out.append(line.sign()).append(line.text());
    if (!line.text().endsWith("\n")) {
      out.append("\n\\ No newline at end of file\n");
    }
  }

  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, next));
      start = next;
    }
    return lines;
  }

  /// The shortest way from one to the other (Myers, "An O(ND) difference algorithm", 1986).
  private static List<Line> lines(List<String> a, List<String> b) {
    int most = a.size() + b.size();
    int enough = Math.min(most, MAX_CHANGES);
    List<int[]> trace = new ArrayList<>();
    int[] best = new int[2 * most + 3];
    for (int d = 0; d <= enough; d++) {
      trace.add(Arrays.copyOfRange(best, most - d, most + d + 3));
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && best[most + k] < best[most + k + 2]);
        int x = down ? best[most + k + 2] : best[most + k] + 1;
        while (x < a.size() && x - k < b.size() && a.get(x).equals(b.get(x - k))) {
          x++;
        }
        best[most + k + 1] = x;
        if (x >= a.size() && x - k >= b.size()) {
          return back(a, b, trace);
        }
      }
    }
    List<Line> whole = new ArrayList<>();
    a.forEach(line -> whole.add(new Line('-', line)));
    b.forEach(line -> whole.add(new Line('+', line)));
    return whole;
  }

  /// Walks the way back from the end.
  private static List<Line> back(List<String> a, List<String> b, List<int[]> trace) {
    List<Line> lines = new ArrayList<>();
    int x = a.size();
    int y = b.size();
    for (int d = trace.size() - 1; d >= 0; d--) {
      int[] best = trace.get(d);
      int k = x - y;
      boolean down = k == -d || (k != d && best[k + d] < best[k + d + 2]);
      int fromK = down ? k + 1 : k - 1;
      int fromX = d == 0 ? 0 : best[fromK + d + 1];
      int fromY = d == 0 ? 0 : fromX - fromK;
      while (x > fromX && y > fromY) {
        lines.add(new Line(' ', a.get(--x)));
        y--;
      }
      if (d > 0) {
        lines.add(down ? new Line('+', b.get(--y)) : new Line('-', a.get(--x)));
      }
    }
    Collections.reverse(lines);
    return lines;
  }
}
