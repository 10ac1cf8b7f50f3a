package dev.peers.cli.files;

import java.io.IOException;

/// A file or folder is another user's, or in another user's reach. The message says what to do.
public final class NotOwnException extends IOException {
  private static final long serialVersionUID = 1;

  NotOwnException(String message) {
    super(message);
  }
}
