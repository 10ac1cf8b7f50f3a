package dev.peers.cli;

import dev.peers.cli.terminal.Ages;
import dev.peers.cli.terminal.Table;
import dev.peers.core.PeerStatus;
import dev.peers.core.model.Activity;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.WakeStatus;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/// Peers as lines for a person.
final class PeerLines {
  private static final String UNVERIFIED = "Verified: no";
  private static final String MARK = "*";
  private static final String ORPHAN = " ⚠ ORPHAN";

  private PeerLines() {}

  /// As `status` shows a peer.
  static void full(Console console, PeerStatus status, Set<PeerId> orphans, Ages ages) {
    Peer peer = status.peer();
    String mark = orphans.contains(peer.id()) ? ORPHAN : "";
    console.say("  " + head(peer, mark));
    if (!peer.summary().isBlank()) {
      console.say("    Summary: " + Safe.line(peer.summary()));
    }
    console.say("    Name: " + peer.name());
    if (!peer.verified()) {
      console.say("    " + UNVERIFIED);
    }
    peer.tty().ifPresent(tty -> console.say("    TTY: " + Safe.line(tty)));
    if (status.unread() > 0) {
      console.say("    Unread: " + status.unread());
    }
    console.say("    Wake: " + wake(peer));
    status.activity().ifPresent(activity -> console.say("    Agent: " + activity(activity, ages)));
    console.say("    Last seen: " + ages.of(peer.lastSeen()));
  }

  /// As `peers` and `orphans` show peers: a table for a person, and in a pipe the lines that
  /// scripts know.
  static void brief(Console console, List<Peer> peers) {
    if (console.terminal()) {
      table(peers).lines(console.display()).forEach(console.out()::println);
      if (!peers.stream().allMatch(Peer::verified)) {
        console.say(MARK + " unverified: anybody here can act as it");
      }
    } else {
      peers.forEach(peer -> brief(console.out(), peer));
    }
  }

  private static Table table(List<Peer> peers) {
    Table table = new Table();
    if (!peers.isEmpty()) {
      table.row("name", "id", "client", "process", "folder", "summary");
    }
    for (Peer peer : peers) {
      table.row(
          (peer.verified() ? "" : MARK) + peer.name(),
          peer.id().value(),
          peer.clientType().value(),
          Long.toString(peer.process().pid()),
          Safe.line(peer.workplace().cwd()),
          Safe.line(peer.summary()));
    }
    return table;
  }

  private static void brief(PrintStream out, Peer peer) {
    out.println(head(peer, ""));
    out.println("  Name: " + peer.name());
    if (!peer.verified()) {
      out.println("  " + UNVERIFIED);
    }
    if (!peer.summary().isBlank()) {
      out.println("  Summary: " + Safe.line(peer.summary()));
    }
  }

  private static String head(Peer peer, String mark) {
    return peer.id()
        + "  ["
        + peer.clientType()
        + "]  PID:"
        + peer.process().pid()
        + mark
        + "  "
        + Safe.line(peer.workplace().cwd());
  }

  private static String activity(Activity activity, Ages ages) {
    return activity.state() + " at its last hook, " + ages.of(activity.at());
  }

  private static String wake(Peer peer) {
    if (peer.wakeTransport().isEmpty()) {
      return "none; it must look for mail itself";
    }
    String last = peer.lastWake().map(WakeStatus::toString).orElse("not tried yet");
    return peer.wakeTransport().get() + " (" + last + ")";
  }
}
