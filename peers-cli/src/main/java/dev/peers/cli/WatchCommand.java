package dev.peers.cli;

import dev.peers.cli.terminal.Colour;
import dev.peers.cli.terminal.Display;
import dev.peers.core.Caller;
import dev.peers.core.PeerEvent;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// `peers watch`
final class WatchCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    boolean json = arguments.json() || !console.terminal();
    try (Feed feed = Feed.open(network, Caller.CLI)) {
      while (true) {
        PeerEvent event = feed.next();
        console.out().println(json ? EventJson.of(event) : line(event, console.display()));
        if (event instanceof PeerEvent.BrokerClosing) {
          return ExitCode.NO_BROKER;
        }
      }
    }
  }

  private static String line(PeerEvent event, Display display) {
    return switch (event) {
      case PeerEvent.MessageArrived(Envelope message) ->
          display.paint(Colour.NEWS, MessageLines.of(message).lines().findFirst().orElse(""))
              + "\n"
              + Safe.block(message.message().text(), "    ");
      case PeerEvent.MessagesRead(var ids, var by, var at) ->
          display.paint(
              Colour.FAINT,
              "Read by " + by + ": " + ids + " at " + at.truncatedTo(ChronoUnit.SECONDS));
      case PeerEvent.PeerHere(Peer peer) -> display.paint(Colour.GOOD, now() + " + " + about(peer));
      case PeerEvent.PeerGone(Peer peer) -> display.paint(Colour.BAD, now() + " - " + about(peer));
      case PeerEvent.BrokerClosing() -> display.paint(Colour.BAD, "The broker stops.");
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
}
