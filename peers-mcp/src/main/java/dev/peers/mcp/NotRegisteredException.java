package dev.peers.mcp;

/// The session could not become a peer in time.
final class NotRegisteredException extends Exception {
  private static final long serialVersionUID = 1;

  NotRegisteredException(String reason) {
    super(reason);
  }
}
