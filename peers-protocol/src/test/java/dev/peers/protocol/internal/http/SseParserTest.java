package dev.peers.protocol.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
  private final List<String> frames = new ArrayList<>();
  private final SseParser parser =
      new SseParser(1000, (name, data) -> frames.add(name + "=" + data));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void pieces_of_any_size_give_the_same_frames(int size) throws BadAnswerException {
    byte[] all =
        "\ufeffevent: a\ndata: ü😀\n\n: c\r\n\r\nid: 5\r\ndata:x\r\ndata\r\ndata:  y\r\n\r\revent:z\rdata:1\r\r"
            .getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < all.length; from += size) {
      int to = Math.min(all.length, from + size);
      parser.feed(Arrays.copyOfRange(all, from, to), to - from);
    }

    assertThat(frames).containsExactly("a=ü😀", "message=x\n\n y", "z=1");
  }

  @Test
  void a_frame_without_data_and_one_that_is_cut_off_are_none() throws BadAnswerException {
    feed("event: a\n\nevent: b\ndata: 1\n");
    assertThat(frames).isEmpty();
    feed("\n");
    assertThat(frames).containsExactly("b=1");
  }

  @Test
  void a_line_without_end_is_refused() {
    assertThatThrownBy(() -> feed("data: " + "x".repeat(1000)))
        .isInstanceOf(BadAnswerException.class);
  }

  @Test
  void a_frame_without_end_is_refused() {
    assertThatThrownBy(() -> feed("data: xxxxxxxxxx\n".repeat(1000)))
        .isInstanceOf(BadAnswerException.class);
  }

  private void feed(String text) throws BadAnswerException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    parser.feed(bytes, bytes.length);
  }
}
