package dev.peers.transport.http;

/// A listener could not be opened. The message says why and what to do.
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ListenException(String message) {
    super(message);
  }

  public ListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
