package dev.peers.core;

/// A refusal, for callers who did not expect one.
public final class RefusedException extends PeersException {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.text());
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }

  @Override
  public String code() {
    return refusal.code().toString();
  }
}
