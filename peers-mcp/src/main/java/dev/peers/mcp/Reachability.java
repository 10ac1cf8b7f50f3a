package dev.peers.mcp;

import dev.peers.core.PeerStatus;
import dev.peers.core.model.Activity;
import dev.peers.core.model.Peer;
import dev.peers.core.model.WakeTransport;
import java.util.Optional;

/// Says whether and how a peer learns of mail.
final class Reachability {
  private Reachability() {}

  static String of(PeerStatus status) {
    Peer peer = status.peer();
    Optional<WakeTransport> transport = peer.wakeTransport();
    if (transport.isEmpty()) {
      return "none (it sees mail when it next checks its messages)";
    }
    if (peer.verified() && !status.connected()) {
      return transport.get() + " (not connected now: mail waits until it is back)";
    }
    String how =
        transport.get() == WakeTransport.CHANNEL
            ? "channel (its client may drop a push)"
            : transport.get().toString();
    return how
        + peer.lastWake().map(last -> ", last " + last).orElse(", not woken yet")
        + peer.lastWakeAt().map(at -> " at " + MailText.time(at)).orElse("")
        + status.activity().map(Reachability::activity).orElse("");
  }

  private static String activity(Activity activity) {
    return ", "
        + switch (activity.state()) {
          case BUSY -> "busy";
          case IDLE -> "idle";
        }
        + " at its last hook, "
        + MailText.time(activity.at());
  }
}
