package dev.peers.core.model;

/// The fixed text by which an agent is told that mail has come. It never carries the message, so
/// that nothing a sender writes reaches a model without its fence.
public final class WakeText {
  private static final int MAX_FIELD = 40;

  private WakeText() {}

  /// The text for mail of this sender.
  public static String from(Party sender) {
    String client = sender.clientType().map(ClientType::value).orElse("");
    String folder = sender.cwd().substring(sender.cwd().lastIndexOf('/') + 1);
    return "[claude-peers] New message from "
        + field(sender.id().value())
        + " ("
        + field(client)
        + ", "
        + field(folder)
        + "). Call check_messages to read and reply.";
  }

  private static String field(String text) {
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < text.length() && kept.length() < MAX_FIELD; i++) {
      char c = text.charAt(i);
      if (isWord(c) || c == '.' || c == '-') {
        kept.append(c);
      }
    }
    return kept.isEmpty() ? "unknown" : kept.toString();
  }

  private static boolean isWord(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
