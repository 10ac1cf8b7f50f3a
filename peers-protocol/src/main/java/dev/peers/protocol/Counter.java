package dev.peers.protocol;

import java.util.Locale;

/// What a broker counts from its start on.
public enum Counter {
  MESSAGES_STORED("Messages that were sent and are on disk."),
  MESSAGES_PUSHED("Messages whose text was handed to the recipient's client."),
  MESSAGES_READ("Messages that their recipients acknowledged."),
  MESSAGES_EXPIRED("Unread messages that were given up."),
  MESSAGES_DELETED("Old messages that were deleted."),
  WAKES_QUEUED("Wakes that an agent's client took."),
  WAKES_FAILED("Wakes that an agent's client refused, or that found nobody."),
  WAKES_AMBIGUOUS("Wakes of which it is not known whether they arrived.");

  private final String help;

  Counter(String help) {
    this.help = help;
  }

  /// What is counted, as a sentence.
  public String help() {
    return help;
  }

  /// The name on the wire, such as `messages_stored`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
