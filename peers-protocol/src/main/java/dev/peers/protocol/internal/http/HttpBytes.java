package dev.peers.protocol.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/// The incoming bytes of one connection, buffered.
final class HttpBytes {
  private static final int BUFFER = 16 * 1024;
  private static final int MAX_LINE = 16 * 1024;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).limit(0);
  private boolean any;

  HttpBytes(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /// Whether anything has come since this was last forgotten.
  boolean any() {
    return any;
  }

  void forget() {
    any = false;
  }

  boolean hasBuffered() {
    return buffer.hasRemaining();
  }

  /// One line without its end.
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = read(); b != '\n'; b = read()) {
      if (b < 0) {
        throw new EOFException("the connection ended in the middle of an answer");
      }
      if (line.length() >= MAX_LINE) {
        throw new BadAnswerException("a header line is too long");
      }
      line.append((char) b);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }

  /// One byte, or -1 at the end.
  int read() throws IOException {
    return fill() ? buffer.get() & 0xff : -1;
  }

  /// Some bytes, at least one, or -1 at the end.
  int read(byte[] into, int length) throws IOException {
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, 0, count);
    return count;
  }

  /// What has come so far, for an error.
  static String excerpt(String line) {
    byte[] ascii =
        line.substring(0, Math.min(line.length(), 40)).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = ascii[i] < ' ' ? (byte) '?' : ascii[i];
    }
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    int count;
    try {
      count = channel.read(buffer);
    } finally {
      buffer.flip();
    }
    any |= count > 0;
    return count > 0;
  }
}
