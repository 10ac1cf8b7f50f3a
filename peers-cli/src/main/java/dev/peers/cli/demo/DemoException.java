package dev.peers.cli.demo;

import org.jspecify.annotations.Nullable;

/// Something in the demonstration was not as it should be.
final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoException(String message) {
    this(message, null);
  }

  DemoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
