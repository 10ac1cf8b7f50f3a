package dev.peers.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Bytes written to the broker's Unix socket, in pieces: whatever they are, the connection ends,
/// what came is answers and nothing else, and none of them is a fault of the broker.
public final class HttpFramingFuzz implements AutoCloseable {
  private final HttpSocket socket = new HttpSocket();

  private static final class Once {
    private static final HttpFramingFuzz FUZZ = new HttpFramingFuzz();
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Once.FUZZ.check(input);
  }

  void check(byte[] input) {
    byte[] bytes = socket.exchange(input);
    String text = new String(input, StandardCharsets.ISO_8859_1);
    if (text.contains("HEAD ")) {
      // Its answer names a length and has none, so that what follows cannot be told without it.
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/1.1 500");
      return;
    }
    List<HttpAnswer> answers = HttpAnswer.all(bytes);
    assertThat(answers).allMatch(answer -> answer.status() < 500 || answer.status() == 503);
    // No request is shorter than this.
    assertThat(answers.size())
        .isLessThanOrEqualTo(1 + input.length / "GET / HTTP/1.1\n\n".length());
  }

  int connections() {
    return socket.connections();
  }

  @Override
  public void close() {
    socket.close();
  }
}
