package dev.peers.cli;

import dev.peers.core.HistoryRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.model.Envelope;
import java.time.Duration;
import java.util.Optional;

/// `peers ask <peer> <text> [--timeout S]`
final class AskCommand implements NetworkCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public int run(Arguments arguments, Network network, Console console) {
    Duration patience = arguments.seconds("--timeout").orElse(PATIENCE);
    String text = SendCommand.text(arguments, console);
    try (Guest guest = Guest.enter(network, Optional.empty())) {
      SendRequest request =
          SendRequest.of(guest.caller(), arguments.first(), text).withKey(SendCommand.newKey());
      Sent sent = network.done(network.broker().send(request));
      Optional<Envelope> answer = guest.await(mail -> answers(mail, sent), Optional.of(patience));
      if (answer.isEmpty()) {
        throw new CliException(ExitCode.TIMED_OUT, noAnswer(network, guest, sent));
      }
      console.out().println(Safe.block(answer.get().message().text(), ""));
      guest.acknowledge(answer.get());
      return ExitCode.OK;
    }
  }

  /// An agent may answer without saying to what: whatever it writes here after the question counts.
  private static boolean answers(Envelope mail, Sent question) {
    long asked = question.message().id();
    return mail.message().replyTo().filter(id -> id == asked).isPresent()
        || (mail.from().id().equals(question.to().id())
            && mail.message().id() > asked
            && mail.message().replyTo().isEmpty());
  }

  private static String noAnswer(Network network, Guest guest, Sent sent) {
    long id = sent.message().id();
    String state =
        network.done(network.broker().history(HistoryRequest.of(guest.caller(), 100))).stream()
            .filter(mail -> mail.message().id() == id)
            .findFirst()
            .map(mail -> mail.message().state().toString())
            .orElse("unknown");
    return "No answer came in time. The state of message " + id + " is: " + state + ".";
  }
}
