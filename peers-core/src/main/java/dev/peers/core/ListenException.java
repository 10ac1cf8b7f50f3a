package dev.peers.core;

/// A broker could not be opened to other processes: its socket, its port or its lock cannot be had.
/// The message says why and what to do.
public final class ListenException extends PeersException {
  private static final long serialVersionUID = 1;

  public ListenException(String message) {
    super(message);
  }

  public ListenException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String code() {
    return "listen_failed";
  }
}
