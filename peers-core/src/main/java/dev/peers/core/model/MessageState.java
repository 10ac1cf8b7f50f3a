package dev.peers.core.model;

import java.util.Locale;

/// How far a message has come. No state claims more than there is evidence for.
public enum MessageState {
  /// It is on disk, for as long as it takes.
  STORED,
  /// It was handed to the recipient's client, which may or may not have shown it.
  PUSHED,
  /// The recipient was shown it, or answered it.
  READ,
  /// It was never read within the retention time.
  EXPIRED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
