package dev.peers.core;

/// The store could not read or write; nothing of the failed write remains.
public final class StoreException extends PeersException {
  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String code() {
    return Refusal.Code.STORE_FAILED.toString();
  }
}
