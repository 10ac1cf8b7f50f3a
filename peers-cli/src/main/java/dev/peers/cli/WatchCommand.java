package dev.peers.cli;

import dev.peers.core.Caller;
import dev.peers.core.PeerEvent;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// `peers watch`
final class WatchCommand implements NetworkCommand {
  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String CYAN = "36";
  private static final String GREY = "90";

  @Override
  public int run(Arguments arguments, Network network, Console console) {
    boolean json = arguments.json() || !console.terminal();
    try (Feed feed = Feed.open(network, Caller.CLI)) {
      while (true) {
        PeerEvent event = feed.next();
        console.out().println(json ? EventJson.of(event) : line(event));
        if (event instanceof PeerEvent.BrokerClosing) {
          return ExitCode.NO_BROKER;
        }
      }
    }
  }

  private static String line(PeerEvent event) {
    return switch (event) {
      case PeerEvent.MessageArrived(Envelope message) ->
          colour(CYAN, MessageLines.of(message).lines().findFirst().orElse(""))
              + "\n"
              + Safe.block(message.message().text(), "    ");
      case PeerEvent.MessagesRead(var ids, var by, var at) ->
          colour(GREY, "Read by " + by + ": " + ids + " at " + at.truncatedTo(ChronoUnit.SECONDS));
      case PeerEvent.PeerHere(Peer peer) -> colour(GREEN, now() + " + " + about(peer));
      case PeerEvent.PeerGone(Peer peer) -> colour(RED, now() + " - " + about(peer));
      case PeerEvent.BrokerClosing() -> colour(RED, "The broker stops.");
    };
  }

  private static String about(Peer peer) {
    String summary = peer.summary().isBlank() ? "" : "  " + Safe.line(peer.summary());
    return peer.name()
        + "/"
        + peer.id()
        + "  ["
        + peer.clientType()
        + "]  "
        + Safe.line(peer.workplace().cwd())
        + summary;
  }

  private static LocalTime now() {
    return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String colour(String code, String text) {
    return "\u001B[" + code + "m" + text + "\u001B[0m";
  }
}
