package dev.peers.cli;

import dev.peers.cli.terminal.Ages;
import dev.peers.core.Caller;
import dev.peers.core.HistoryRequest;
import dev.peers.core.PeerEvent;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Party;
import java.util.List;
import java.util.Optional;

/// `peers messages [peer]`
final class MessagesCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    HistoryRequest request =
        new HistoryRequest(
            Caller.CLI,
            arguments.positive("--limit").orElse(HistoryRequest.DEFAULT_LIMIT),
            arguments.optionalFirst(),
            Optional.empty(),
            Optional.empty());
    if (arguments.has("--follow")) {
      return follow(request, arguments.json(), network, console);
    }
    List<Envelope> messages = network.done(network.broker().history(request));
    if (arguments.json()) {
      messages.forEach(message -> console.out().println(EventJson.of(message)));
    } else if (messages.isEmpty()) {
      console.out().println("No messages.");
    } else {
      Ages ages = StatusCommand.ages(arguments, console);
      messages.forEach(
          message -> console.out().println(MessageLines.of(message, ages, console.display())));
    }
    return ExitCode.OK;
  }

  /// The stream is opened before the history is read, so that no message falls between the two;
  /// what is in both is shown once.
  private static int follow(
      HistoryRequest request, boolean json, Network network, Console console) {
    try (Feed feed = Feed.open(network, Caller.CLI)) {
      long last = 0;
      for (Envelope message : network.done(network.broker().history(request)).reversed()) {
        show(message, json, console);
        last = message.message().id();
      }
      while (true) {
        if (feed.next() instanceof PeerEvent.MessageArrived(Envelope message)
            && message.message().id() > last
            && concerns(message, request.with())) {
          show(message, json, console);
        }
      }
    }
  }

  private static void show(Envelope message, boolean json, Console console) {
    console
        .out()
        .println(json ? EventJson.of(message) : MessageLines.of(message, console.display()));
  }

  private static boolean concerns(Envelope message, Optional<String> ref) {
    return ref.isEmpty() || isSide(message.from(), ref.get()) || isSide(message.to(), ref.get());
  }

  /// Whether the reference, an id or a name, means this side.
  static boolean isSide(Party party, String ref) {
    return party.id().value().equals(ref)
        || party.name().filter(name -> name.value().equals(ref)).isPresent();
  }
}
