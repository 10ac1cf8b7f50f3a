package dev.peers.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A standard input that a test feeds.
final class FedInput extends InputStream {
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
  private byte[] chunk = {0};
  private int at = 1;

  void feed(byte[] bytes) {
    if (bytes.length > 0) {
      chunks.add(bytes);
    }
  }

  void feed(String text) {
    feed(text.getBytes(StandardCharsets.UTF_8));
  }

  void end() {
    chunks.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      if (at == chunk.length) {
        chunk = chunks.take();
        at = 0;
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (chunk.length == 0) {
      chunks.add(END);
      return -1;
    }
    int count = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, target, offset, count);
    at += count;
    return count;
  }
}
