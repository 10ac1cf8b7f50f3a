package dev.peers.mcp;

import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeTransport;

/// Says in one sentence what is known of waking the recipient, and no more.
final class WakeSentence {
  private WakeSentence() {}

  static String of(Wake wake) {
    boolean push = wake.transport().filter(t -> t == WakeTransport.CHANNEL).isPresent();
    return switch (wake.status()) {
      case QUEUED ->
          push
              ? "It was pushed to its client, which may or may not show it; it is kept until read."
              : "Its client was told that mail waits; it is kept until read.";
      case FAILED -> "Waking it failed; it is kept until the peer next checks its messages.";
      case AMBIGUOUS -> "Whether the wake reached it is not known yet; it is kept until read.";
      case COALESCED ->
          "It was told of mail already and has not read it yet; this is kept with it.";
      case NONE -> "It cannot be woken; it is kept until the peer next checks its messages.";
    };
  }
}
