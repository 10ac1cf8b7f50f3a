package dev.peers.mcp;

import java.time.Duration;

/// Where the agent stands with being woken: one wake per batch of unread mail. Belongs to the
/// delivering thread, but for [#answered].
final class WakeState {
  private final Duration again;
  private long wokenAt;
  private long upTo;
  private boolean unanswered;
  private long coveredUpTo;

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

  /// A wake for mail up to this id begins. The agent may answer before it has ended.
  synchronized void waking(long messageId) {
    wokenAt = System.nanoTime();
    upTo = messageId;
    unanswered = true;
    coveredUpTo = messageId;
  }

  /// The wake failed, so it covers nothing.
  synchronized void failed() {
    unanswered = false;
  }

  /// Has the last wake stand for mail up to this id too; answers whether it still can.
  synchronized boolean cover(long messageId) {
    if (unanswered) {
      coveredUpTo = Math.max(coveredUpTo, messageId);
    }
    return unanswered;
  }

  /// The agent has read up to this id: new mail wakes it again. Answers whether the last wake was
  /// to stand for more than that, which came too late to be read with the rest.
  synchronized boolean answered(long messageId) {
    boolean more = unanswered && coveredUpTo > messageId;
    unanswered = false;
    return more;
  }
}
