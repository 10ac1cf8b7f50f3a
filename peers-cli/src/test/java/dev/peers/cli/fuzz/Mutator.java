package dev.peers.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Makes new inputs of known ones. The same seed makes the same inputs in the same order.
final class Mutator {
  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "\\",
          "\\u",
          "\\ud800",
          "\\udc00",
          "\\u0000",
          "\n",
          "\r",
          "\0",
          "\uFEFF",
          "\u2028",
          "\u202E",
          "😀",
          "\udb40\udc41",
          "null",
          "true",
          "false",
          "-0",
          "1e999",
          "0x1",
          "01",
          "9223372036854775808",
          "-",
          ".",
          "1.",
          "e+",
          "NaN",
          "//",
          "/*",
          "'",
          "{}",
          "[]",
          "[[[[[[[[",
          "{\"a\":",
          "\"id\":",
          "\"jsonrpc\":\"2.0\"",
          "\"method\":",
          "\"params\":",
          "\"from_id\":",
          "\"hook_event_name\":",
          "\"Stop\"",
          "git push",
          "$(",
          "`",
          "<<E\n",
          "&&",
          "\u00ff",
          "\u0085",
          "\r\n",
          "\r\n\r\n",
          "0\r\n\r\n",
          "ffffffff",
          "Content-Length: ",
          "Transfer-Encoding: chunked\r\n",
          "Expect: 100-continue\r\n",
          "Connection: close\r\n",
          " HTTP/1.1\r\n",
          "%",
          "?a=b&",
          "#",
          "[mcp_servers.ours]\n",
          "\"\"\"",
          "= ",
          "[[a]]",
          "\"servers\":",
          "\"ours\":",
          ",}");

  private final List<byte[]> known;
  private final SplittableRandom random;

  Mutator(List<byte[]> known, long seed) {
    this.known = known;
    this.random = new SplittableRandom(seed);
  }

  byte[] next() {
    byte[] input = pick();
    for (int i = random.nextInt(6); i >= 0; i--) {
      input = mutated(input);
    }
    return input;
  }

  private byte[] pick() {
    return known.get(random.nextInt(known.size()));
  }

  private byte[] mutated(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + random.nextInt(1 + Math.min(64, input.length)));
    return switch (random.nextInt(7)) {
      case 0 -> joined(input, from, word(), from);
      case 1 -> joined(input, from, word(), to);
      case 2 -> joined(input, from, new byte[0], to);
      case 3 -> joined(input, from, Arrays.copyOfRange(input, from, to), from);
      case 4 -> joined(input, from, new byte[] {(byte) random.nextInt(256)}, to);
      case 5 -> joined(input, from, pick(), to);
      default -> repeated(input, from, to);
    };
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] repeated(byte[] input, int from, int to) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (int i = random.nextInt(200); i >= 0 && part.size() < 50_000; i--) {
      part.write(input, from, to - from);
    }
    return joined(input, from, part.toByteArray(), to);
  }

  static byte[] joined(byte[] input, int end, byte[] middle, int start) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, end);
    out.writeBytes(middle);
    out.write(input, start, input.length - start);
    return out.toByteArray();
  }
}
