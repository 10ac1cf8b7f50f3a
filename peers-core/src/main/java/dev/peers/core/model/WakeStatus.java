package dev.peers.core.model;

import java.util.Locale;
import java.util.Optional;

/// What is known of an attempt to wake an agent. None of these says that the mail was read.
public enum WakeStatus {
  /// Handed over to the agent's client.
  QUEUED,
  /// Refused, or nobody there.
  FAILED,
  /// It may or may not have arrived.
  AMBIGUOUS,
  /// Covered by a wake that is under way or not yet answered.
  COALESCED,
  /// The peer has no way to be woken.
  NONE;

  public static Optional<WakeStatus> parse(String text) {
    for (WakeStatus status : values()) {
      if (status.toString().equals(text)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
