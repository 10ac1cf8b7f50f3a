package dev.peers.testkit.assertj;

import dev.peers.core.model.Message;
import dev.peers.testkit.TestNetwork;
import java.util.List;
import java.util.stream.Collectors;

/// What failures show.
final class Texts {
  private Texts() {}

  /// Counts messages and shows each on a line of its own.
  static String described(TestNetwork network, List<Message> messages, String none) {
    if (messages.isEmpty()) {
      return none;
    }
    return (messages.size() == 1 ? "is 1:" : "are " + messages.size() + ":")
        + messages.stream()
            .map(message -> "\n  " + described(network, message))
            .collect(Collectors.joining());
  }

  static String described(TestNetwork network, Message message) {
    return "#"
        + message.id()
        + " "
        + message.state()
        + ", from "
        + network.nameOf(message.from())
        + " to "
        + network.nameOf(message.to())
        + ": \""
        + message.text()
        + '"';
  }

  static String run(TestNetwork network) {
    return "\n\nThe run so far:\n" + network.log();
  }
}
