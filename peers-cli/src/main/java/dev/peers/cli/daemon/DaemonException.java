package dev.peers.cli.daemon;

import org.jspecify.annotations.Nullable;

/// The broker cannot start. The message says why and what to do.
final class DaemonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DaemonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
