package dev.peers.protocol.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;

/// The body of an answer, whichever way its end is marked.
final class HttpBody {
  private enum Framing {
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  private final HttpBytes in;
  private final Framing framing;

  /// What is left of the body, or of the chunk.
  private long left;

  private boolean atFirstChunk = true;
  private boolean ended;

  private HttpBody(HttpBytes in, Framing framing, long left) {
    this.in = in;
    this.framing = framing;
    this.left = left;
  }

  static HttpBody of(HttpHead head, HttpBytes in) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return new HttpBody(in, Framing.LENGTH, 0);
    }
    String encoding = head.header("transfer-encoding").orElse("");
    if (encoding.toLowerCase(Locale.ROOT).equals("chunked")) {
      return new HttpBody(in, Framing.CHUNKED, 0);
    }
    if (!encoding.isEmpty()) {
      throw new BadAnswerException("unknown transfer encoding");
    }
    String length = head.header("content-length").orElse("");
    return length.isEmpty()
        ? new HttpBody(in, Framing.UNTIL_CLOSE, Long.MAX_VALUE)
        : new HttpBody(in, Framing.LENGTH, number(length, 10));
  }

  /// Whether the connection can be used again after the body.
  boolean leavesConnection() {
    return framing != Framing.UNTIL_CLOSE;
  }

  /// Some bytes, at least one, or -1 at the end of the body.
  int read(byte[] into) throws IOException {
    if (framing == Framing.CHUNKED && left == 0 && !ended) {
      nextChunk();
    }
    if (ended || left == 0) {
      return -1;
    }
    int count = in.read(into, (int) Math.min(into.length, left));
    if (count < 0) {
      ended = true;
      if (framing != Framing.UNTIL_CLOSE) {
        throw new EOFException("the connection ended in the middle of an answer");
      }
      return -1;
    }
    left -= count;
    return count;
  }

  byte[] readAll(int max) throws IOException {
    if (framing == Framing.LENGTH && left > max) {
      throw new BadAnswerException("the answer is larger than " + max + " bytes");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[4096];
    for (int count = read(piece); count >= 0; count = read(piece)) {
      all.write(piece, 0, count);
      if (all.size() > max) {
        throw new BadAnswerException("the answer is larger than " + max + " bytes");
      }
    }
    return all.toByteArray();
  }

  private void nextChunk() throws IOException {
    if (!atFirstChunk && !in.line().isEmpty()) {
      throw new BadAnswerException("a chunk does not end where it should");
    }
    atFirstChunk = false;
    String size = in.line();
    int extension = size.indexOf(';');
    left = number(extension < 0 ? size : size.substring(0, extension), 16);
    if (left == 0) {
      ended = true;
      skipTrailers();
    }
  }

  private void skipTrailers() throws IOException {
    for (int count = 0; !in.line().isEmpty(); count++) {
      if (count > 100) {
        throw new BadAnswerException("too many trailers");
      }
    }
  }

  private static long number(String text, int radix) throws BadAnswerException {
    try {
      long number = Long.parseUnsignedLong(text.strip(), radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new BadAnswerException("not a length: '" + HttpBytes.excerpt(text) + "'");
  }
}
