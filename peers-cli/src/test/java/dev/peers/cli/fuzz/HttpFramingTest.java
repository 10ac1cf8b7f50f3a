package dev.peers.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where one request ends and the next begins, over a real Unix socket: requests that are written
/// at once, in any form that HTTP allows and in any pieces, are answered each for itself and in
/// order; nothing that follows one whose end is in doubt is taken for a request. Cases come from
/// `-Dfuzz.seed`.
@Timeout(600)
class HttpFramingTest {
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final String SMUGGLED = post("smuggled");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final HttpSocket socket = new HttpSocket();

  @AfterEach
  void close() {
    socket.close();
  }

  private static String body(String recipient) {
    return "{\"from_id\":\"cli\",\"to_id\":\"%s\",\"text\":\"t\"}".formatted(recipient);
  }

  private static String post(String recipient) {
    String body = body(recipient);
    return start() + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String start() {
    return "POST /send-message HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  }

  private static String chunked(String chunks) {
    return start() + "Transfer-Encoding: chunked\r\n\r\n" + chunks;
  }

  private List<HttpAnswer> answers(String request) {
    return HttpAnswer.all(socket.exchange(request.getBytes(StandardCharsets.UTF_8)));
  }

  private String name(String header) {
    return switch (random.nextInt(3)) {
      case 0 -> header.toLowerCase(Locale.ROOT);
      case 1 -> header.toUpperCase(Locale.ROOT);
      default -> header;
    };
  }

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }

  /// A request in one of the many forms that mean the same.
  private String wellFormed(String recipient) {
    StringBuilder out = new StringBuilder("POST /send-message HTTP/1.1\r\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      out.append("X-").append(i).append(":").append("x".repeat(random.nextInt(300))).append("\r\n");
    }
    out.append(name("Host")).append(any(":", ": ", ":\t ")).append("localhost\r\n");
    String body = body(recipient) + " ".repeat(random.nextInt(3) * random.nextInt(2_000));
    if (random.nextBoolean()) {
      return out.append(name("Content-Length"))
          .append(any(":", ": "))
          .append(body.length())
          .append(any("", " "))
          .append("\r\n\r\n")
          .append(body)
          .toString();
    }
    out.append(name("Transfer-Encoding")).append(": ").append(any("chunked", "Chunked"));
    out.append("\r\n\r\n");
    for (int at = 0; at < body.length(); ) {
      int size = Math.min(body.length() - at, 1 + random.nextInt(random.nextInt(1, 500)));
      out.append(any("", "0", "000")).append(name(Integer.toHexString(size)));
      out.append(any("", "", ";a", ";a=b", ";a=\"c\"")).append("\r\n");
      out.append(body, at, at + size).append("\r\n");
      at += size;
    }
    return out.append(any("0", "000"))
        .append("\r\n")
        .append(any("", "A: b\r\n"))
        .append("\r\n")
        .toString();
  }

  @Test
  void requests_are_answered_each_for_itself_and_in_order_however_they_are_written() {
    for (int i = 0; i < 300; i++) {
      StringBuilder requests = new StringBuilder();
      int count = 1 + random.nextInt(6);
      for (int n = 0; n < count; n++) {
        requests.append(wellFormed("nobody-" + n));
      }
      List<HttpAnswer> answers = answers(requests.toString());
      assertThat(answers).as("seed %d: %s", SEED, requests).hasSize(count);
      for (int n = 0; n < count; n++) {
        assertThat(answers.get(n).status()).isEqualTo(200);
        assertThat(answers.get(n).body()).contains("nobody-" + n);
      }
    }
  }

  static List<String> broken() {
    String body = body("broken");
    int length = body.length();
    List<String> broken = new ArrayList<>();
    for (String value :
        List.of(
            "-1",
            "+" + length,
            "0x10",
            length + ", " + (length + 1),
            length + " " + length,
            "ten",
            "99999999999999999999",
            "",
            "1e1",
            length + ";",
            "\u0661",
            "-9223372036854775808")) {
      broken.add(start() + "Content-Length: " + value + "\r\n\r\n" + body);
    }
    broken.add(start() + "Content-Length: " + length + "\r\nContent-Length: 0\r\n\r\n" + body);
    broken.add(start() + "Content-Length: 0\r\nContent-Length: " + length + "\r\n\r\n" + body);
    broken.add(start() + "Content-Length : 0\r\n\r\n" + body);
    broken.add(start() + "Content-Length\t: 0\r\n\r\n" + body);
    for (String coding :
        List.of(
            "xchunked",
            "gzip",
            "chunked, identity",
            "identity, chunked",
            "chunked, chunked",
            "\u000Bchunked",
            "chunked;q=1",
            "\"chunked\"")) {
      broken.add(start() + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n");
    }
    for (String both :
        List.of(
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            "Transfer-Encoding : chunked\r\n",
            "Transfer-Encoding: identity\r\nContent-Length: 5\r\n")) {
      broken.add(start() + both + "\r\n0\r\n\r\n");
    }
    for (String size :
        List.of(
            "zz",
            "-1",
            "0x5",
            "",
            " ",
            "FFFFFFFFFFFFFFFFF",
            "7FFFFFFFFFFFFFFF",
            "80000000",
            "+5",
            "\u0665")) {
      broken.add(chunked(size + "\r\nhello\r\n0\r\n\r\n"));
    }
    broken.add(chunked("5\r\nhelloXX0\r\n\r\n"));
    for (String line :
        List.of(
            "No colon\r\n",
            ": no name\r\n",
            "A\0B: c\r\n",
            "A: b\0c\r\n",
            " folded: a\r\n",
            "A b: c\r\n",
            "A: b\rc\r\n",
            "A\rB: c\r\n",
            "(x): y\r\n")) {
      broken.add(
          "POST /send-message HTTP/1.1\r\n"
              + line
              + "Host: localhost\r\nContent-Length: "
              + length
              + "\r\n\r\n"
              + body);
    }
    for (String line :
        List.of(
            "POST /send-message",
            "POST  /send-message HTTP/1.1",
            "/send-message HTTP/1.1",
            "POST /send-message HTTP/1.1 x",
            "PO(ST /send-message HTTP/1.1",
            "POST /send\0message HTTP/1.1",
            "\u0016\u0003\u0001\u0002",
            "PRI * HTTP/2.0")) {
      broken.add(line + "\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }
    broken.add("POST /send-message HTTP/1.1\r\nA: " + "a".repeat(20_000) + "\r\n\r\n");
    broken.add("POST /send-message HTTP/1.1\r\n" + "A: b\r\n".repeat(200) + "\r\n");
    broken.add("POST /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n");
    broken.add("A".repeat(20_000));
    return broken;
  }

  @ParameterizedTest
  @MethodSource("broken")
  void nothing_that_follows_a_request_without_a_clear_end_is_taken_for_one(String broken) {
    for (int i = 0; i < 3; i++) {
      StringBuilder requests = new StringBuilder();
      for (int n = 0; n < i; n++) {
        requests.append(wellFormed("nobody-" + n));
      }
      List<HttpAnswer> answers = answers(requests + broken + SMUGGLED.repeat(2));
      assertThat(answers.size()).as(broken + answers).isBetween(i, i + 1);
      for (int n = 0; n < i; n++) {
        assertThat(answers.get(n).body()).contains("nobody-" + n);
      }
      assertThat(answers).noneMatch(answer -> answer.body().contains("smuggled"));
      assertThat(answers.stream().skip(i)).allMatch(answer -> answer.status() / 100 == 4);
    }
  }

  @Test
  void a_body_beyond_the_limit_is_refused_and_what_follows_is_not_taken_for_a_request() {
    String large = "{\"text\":\"" + "x".repeat(HttpSocket.BODY_BYTES) + "\"}";
    List<String> requests =
        List.of(
            start() + "Content-Length: " + large.length() + "\r\n\r\n" + large,
            chunked(Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n"),
            chunked("1\r\n \r\n".repeat(HttpSocket.BODY_BYTES + 1) + "0\r\n\r\n"));
    for (String request : requests) {
      List<HttpAnswer> answers = answers(request + SMUGGLED);
      assertThat(answers).extracting(HttpAnswer::status).containsExactly(413);
    }
  }

  @Test
  void a_request_that_is_cut_off_anywhere_is_not_executed() {
    String body = body("cut-off");
    String inChunks =
        chunked(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\nA: b\r\n\r\n");
    for (String whole : List.of(post("cut-off"), inChunks)) {
      for (int end = 0; end < whole.length(); end++) {
        List<HttpAnswer> answers = answers(wellFormed("first") + whole.substring(0, end));
        assertThat(answers.getFirst().body()).contains("first");
        assertThat(answers.stream().skip(1))
            .as(whole.substring(0, end))
            .allMatch(answer -> answer.status() / 100 == 4)
            .noneMatch(answer -> answer.body().contains("cut-off"));
      }
    }
  }

  @Test
  void connections_that_broke_leave_nothing_behind() {
    broken().forEach(this::answers);
    Awaitility.await().until(() -> socket.connections() == 0);
    assertThat(answers(post("nobody"))).hasSize(1);
  }
}
