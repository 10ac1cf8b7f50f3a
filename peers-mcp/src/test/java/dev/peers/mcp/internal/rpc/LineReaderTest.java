package dev.peers.mcp.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
  @Test
  void lines_end_with_a_newline_or_with_the_input() throws IOException {
    assertThat(read("a\n\nbc\nd", 10)).containsExactly(text("a"), text(""), text("bc"), text("d"));
    assertThat(read("", 10)).isEmpty();
  }

  @Test
  void a_line_that_is_too_long_is_skipped_and_the_next_one_read() throws IOException {
    String tooLong = "x".repeat(20_000);
    assertThat(read("0123456789\n" + tooLong + "\nok\n" + tooLong, 10))
        .containsExactly(text("0123456789"), new Line.TooLong(), text("ok"), new Line.TooLong());
  }

  @Test
  void a_long_line_within_the_bound_is_read_whole() throws IOException {
    String line = "é".repeat(100_000);
    assertThat(read(line + "\nb\n", 200_000)).containsExactly(text(line), text("b"));
  }

  @Test
  void bytes_that_are_not_utf_8_become_replacement_characters() throws IOException {
    byte[] bytes = {'a', (byte) 0xFF, (byte) 0xC3, '\n'};
    LineReader reader = new LineReader(new ByteArrayInputStream(bytes), 10);
    assertThat(reader.next()).contains(text("a\uFFFD\uFFFD"));
  }

  private static Line text(String text) {
    return new Line.Text(text);
  }

  private static List<Line> read(String input, int max) throws IOException {
    LineReader reader =
        new LineReader(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), max);
    List<Line> lines = new ArrayList<>();
    for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
      lines.add(line.get());
    }
    return lines;
  }
}
