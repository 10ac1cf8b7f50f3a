package dev.peers.cli;

import dev.peers.cli.terminal.Ages;
import dev.peers.cli.terminal.Display;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.MessageState;
import dev.peers.core.model.Party;
import java.time.Instant;

/// Messages as lines for a person.
final class MessageLines {
  private static final Ages EXACT = new Ages(Instant.EPOCH, true);

  private MessageLines() {}

  /// A head with the two sides and the state, and the text below it, indented.
  static String of(Envelope envelope) {
    return of(envelope, Display.PLAIN);
  }

  /// The same for a display.
  static String of(Envelope envelope, Display display) {
    return of(envelope, EXACT, display);
  }

  /// The same with times as people want them.
  static String of(Envelope envelope, Ages ages, Display display) {
    return head(envelope, ages) + "\n" + text(envelope, display);
  }

  /// The first line, with exact times.
  static String head(Envelope envelope) {
    return head(envelope, EXACT);
  }

  /// What stands below the head.
  static String text(Envelope envelope, Display display) {
    return Safe.block(envelope.message().text(), "    ", display);
  }

  private static String head(Envelope envelope, Ages ages) {
    Message message = envelope.message();
    String reply = message.replyTo().map(id -> " (answers #" + id + ")").orElse("");
    return "#"
        + message.id()
        + reply
        + "  "
        + ages.of(message.sentAt())
        + "  "
        + side(envelope.from())
        + (message.verified() ? "" : " (unverified)")
        + " -> "
        + side(envelope.to())
        + "  ["
        + state(message, ages)
        + "]";
  }

  /// The state and since when; the time of a message that is only stored is told already.
  private static String state(Message message, Ages ages) {
    return message.state() == MessageState.STORED
        ? message.state().toString()
        : message.state() + " " + ages.of(message.stateSince());
  }

  private static String side(Party party) {
    return party.name().map(name -> name + "/" + party.id()).orElse(party.id().value());
  }
}
