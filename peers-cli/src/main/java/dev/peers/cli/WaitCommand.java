package dev.peers.cli;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.PeerName;
import java.time.Duration;
import java.util.Optional;

/// `peers wait [--from X] [--timeout S]`
final class WaitCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    Optional<String> from = arguments.value("--from");
    Optional<Duration> patience = arguments.seconds("--timeout");
    Optional<PeerName> name = arguments.value("--name").map(text -> name(arguments, text));
    try (Guest guest = Guest.enter(network, name)) {
      console.err().println("Waiting as " + guest.peer().name() + " (" + guest.peer().id() + ")");
      from.flatMap(network::missing).ifPresent(console.err()::println);
      Optional<Envelope> message =
          guest.await(
              mail -> from.isEmpty() || MessagesCommand.isSide(mail.from(), from.get()), patience);
      if (message.isEmpty()) {
        throw new CliException(ExitCode.TIMED_OUT, "No message came in time.");
      }
      console.out().println(Safe.block(message.get().message().text(), ""));
      guest.acknowledge(message.get());
      return ExitCode.OK;
    }
  }

  private static PeerName name(Arguments arguments, String text) {
    if (!PeerName.isValid(text)) {
      throw arguments.wrong(
          "a name is 1 to 40 of a-z 0-9 . _ - and does not look like an id, unlike '"
              + Safe.line(text)
              + "'");
    }
    return new PeerName(text);
  }
}
