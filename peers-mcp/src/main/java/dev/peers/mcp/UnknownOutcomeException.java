package dev.peers.mcp;

/// Whether the broker did what it was asked to is not known, and asking again might do it twice.
final class UnknownOutcomeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownOutcomeException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
