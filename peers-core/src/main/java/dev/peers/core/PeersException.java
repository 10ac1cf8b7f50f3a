package dev.peers.core;

/// The root of all exceptions of this project. The message says what was wrong and what to do.
public abstract sealed class PeersException extends RuntimeException
    permits RefusedException, StoreException, BrokerUnavailableException, ListenException {
  private static final long serialVersionUID = 1;

  PeersException(String message) {
    super(message);
  }

  PeersException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The stable code of what went wrong, for programs: that of a refusal, `store_failed`,
  /// `broker_unavailable` or `listen_failed`.
  public abstract String code();
}
