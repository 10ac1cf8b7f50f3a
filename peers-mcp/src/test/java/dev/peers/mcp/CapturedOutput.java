package dev.peers.mcp;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A standard output that a test reads, line by line. Every line must be a JSON value.
final class CapturedOutput extends OutputStream {
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<Json> messages = new ArrayList<>();
  private boolean broken;

  /// Makes every later write fail, as if the reader had gone.
  synchronized void breakOff() {
    broken = true;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (broken) {
      throw new IOException("broken pipe");
    }
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        messages.add(parse(line.toString(StandardCharsets.UTF_8)));
        line.reset();
      } else {
        line.write(bytes[i]);
      }
    }
    notifyAll();
  }

  private static Json parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /// Takes the first message of this kind out; waits for it, at most ten seconds.
  synchronized Json take(Predicate<Json> wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      for (Json message : messages) {
        if (wanted.test(message)) {
          messages.remove(message);
          return message;
        }
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no such message; there are " + messages);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// What was written and not taken.
  synchronized List<Json> rest() {
    return List.copyOf(messages);
  }
}
