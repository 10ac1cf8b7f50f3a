package dev.peers.protocol.internal.http;

import java.io.IOException;

/// What came is no HTTP answer, or larger than any answer should be.
final class BadAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  BadAnswerException(String message) {
    super(message);
  }
}
