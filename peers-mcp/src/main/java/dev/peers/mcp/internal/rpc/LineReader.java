package dev.peers.mcp.internal.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Reads lines of bounded length. A longer one is skipped up to its newline without being kept. Not
/// thread-safe.
final class LineReader {
  private final InputStream in;
  private final int maxLength;
  private final byte[] chunk = new byte[8192];
  private int from;
  private int to;
  private byte[] line = new byte[1024];
  private int length;

  LineReader(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /// The next line, or empty at the end of the input. A last line without a newline counts.
  Optional<Line> next() throws IOException {
    boolean tooLong = false;
    boolean any = false;
    length = 0;
    while (from < to || fill()) {
      any = true;
      int end = newline();
      tooLong = tooLong || length + (end - from) > maxLength;
      if (!tooLong) {
        append(end);
      }
      from = end + 1;
      if (end < to) {
        return Optional.of(finish(tooLong));
      }
    }
    return any ? Optional.of(finish(tooLong)) : Optional.empty();
  }

  private boolean fill() throws IOException {
    int count = in.read(chunk, 0, chunk.length);
    from = 0;
    to = Math.max(count, 0);
    return count > 0;
  }

  private int newline() {
    int i = from;
    while (i < to && chunk[i] != '\n') {
      i++;
    }
    return i;
  }

  private void append(int end) {
    int count = end - from;
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
    }
    System.arraycopy(chunk, from, line, length, count);
    length += count;
  }

  private Line finish(boolean tooLong) {
    Line result =
        tooLong
            ? new Line.TooLong()
            : new Line.Text(new String(line, 0, length, StandardCharsets.UTF_8));
    if (line.length > 65_536) {
      // One long line must not cost its memory for the rest of the session.
      line = new byte[1024];
    }
    return result;
  }
}
