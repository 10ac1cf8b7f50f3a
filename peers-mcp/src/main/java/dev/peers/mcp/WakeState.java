package dev.peers.mcp;

import java.time.Duration;

/// Where the agent stands with being woken: one wake per batch of unread mail. Belongs to the
/// delivering thread, but for [#answered()].
final class WakeState {
  private final Duration again;
  private long wokenAt;
  private long upTo;
  private boolean unanswered;

  WakeState(Duration again) {
    this.again = again;
  }

  /// Whether an earlier wake covers new mail still.
  synchronized boolean isUnanswered() {
    return unanswered && System.nanoTime() - wokenAt < again.toNanos();
  }

  /// The last message that the last wake was for.
  synchronized long upTo() {
    return upTo;
  }

  /// The agent's client took a wake for mail up to this id.
  synchronized void woken(long messageId) {
    wokenAt = System.nanoTime();
    upTo = messageId;
    unanswered = true;
  }

  /// The agent has read: new mail wakes it again.
  synchronized void answered() {
    unanswered = false;
  }
}
