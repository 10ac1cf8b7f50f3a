package dev.peers.cli;

import dev.peers.core.Caller;
import dev.peers.core.SendRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// `peers send <id> <msg>`
final class SendCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    String to = arguments.first();
    SendRequest request =
        SendRequest.of(Caller.CLI, to, text(arguments, console)).withKey(newKey());
    network.done(network.broker().send(request));
    console.out().println("Message sent to " + Safe.line(to));
    return ExitCode.OK;
  }

  /// A key makes it safe for the client to repeat a request whose answer was lost.
  static String newKey() {
    return UUID.randomUUID().toString();
  }

  /// The text of the arguments, or if it is `-` that of standard input.
  static String text(Arguments arguments, Console console) {
    String text = arguments.text();
    if (text.equals("-")) {
      try {
        text = new String(console.in().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
      } catch (IOException e) {
        throw CliException.failed("Cannot read the message from standard input: " + e.getMessage());
      }
    }
    if (text.isBlank()) {
      throw arguments.wrong("the message is empty");
    }
    return text;
  }
}
