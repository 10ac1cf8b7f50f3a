package dev.peers.core;

/// The broker cannot be reached, or did not answer in time. Whether it carried the request out is
/// not known, unless [#wasNotSent()].
public final class BrokerUnavailableException extends PeersException {
  private static final long serialVersionUID = 1;

  private final boolean notSent;

  private BrokerUnavailableException(String message, Throwable cause, boolean notSent) {
    super(message, cause);
    this.notSent = notSent;
  }

  /// The request never left: trying again cannot do it twice.
  public static BrokerUnavailableException notSent(String message, Throwable cause) {
    return new BrokerUnavailableException(message, cause, true);
  }

  /// The request left, and the answer did not come.
  public static BrokerUnavailableException noAnswer(String message, Throwable cause) {
    return new BrokerUnavailableException(message, cause, false);
  }

  public boolean wasNotSent() {
    return notSent;
  }

  @Override
  public String code() {
    return "broker_unavailable";
  }
}
