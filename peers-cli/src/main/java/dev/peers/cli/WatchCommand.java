package dev.peers.cli;

import dev.peers.cli.terminal.Colour;
import dev.peers.cli.terminal.Display;
import dev.peers.cli.terminal.Wrapping;
import dev.peers.core.Caller;
import dev.peers.core.PeerEvent;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import dev.peers.core.text.IsoTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/// `peers watch`
final class WatchCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    boolean json = arguments.json() || !console.terminal();
    try (Feed feed = Feed.open(network, Caller.CLI)) {
      while (true) {
        PeerEvent event = feed.next();
        console.out().println(json ? EventJson.of(event) : lines(event, console.display()));
        if (event instanceof PeerEvent.BrokerClosing) {
          return ExitCode.NO_BROKER;
        }
      }
    }
  }

  private static String lines(PeerEvent event, Display display) {
    return switch (event) {
      case PeerEvent.MessageArrived(Envelope message) ->
          display.paint(Colour.NEWS, MessageLines.head(message))
              + "\n"
              + MessageLines.text(message, display);
      case PeerEvent.MessagesRead(var ids, var by, var at) ->
          paint(Colour.FAINT, "Read by " + by + ": " + ids + " at " + IsoTime.seconds(at), display);
      case PeerEvent.PeerHere(Peer peer) ->
          paint(Colour.GOOD, now() + " + " + about(peer), display);
      case PeerEvent.PeerGone(Peer peer) -> paint(Colour.BAD, now() + " - " + about(peer), display);
      case PeerEvent.BrokerClosing() -> paint(Colour.BAD, "The broker stops.", display);
    };
  }

  /// The line in its colour, in several where the display is not wide enough.
  private static String paint(Colour colour, String line, Display display) {
    return Wrapping.hanging(line, display.width()).stream()
        .map(piece -> display.paint(colour, piece))
        .collect(Collectors.joining("\n"));
  }

  private static String about(Peer peer) {
    String summary = peer.summary().isBlank() ? "" : "  " + Safe.line(peer.summary());
    return peer.name()
        + "/"
        + peer.id()
        + (peer.verified() ? "" : " (unverified)")
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
