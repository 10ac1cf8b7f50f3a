package dev.peers.cli.hook;

import dev.peers.core.model.Envelope;
import dev.peers.mcp.text.Fence;
import java.util.List;
import java.util.stream.Collectors;

/// As much unread mail as there is room for, in the words in which a hook shows it. The oldest
/// comes first, and none is left out between others: a sender's messages keep their order.
///
/// @param mail what is shown
record ShownMail(String text, List<Envelope> mail) {
  private static final String ANSWER =
      "To answer, call send_message with reply_to = the message's id.";

  /// @param unread all that is unread, oldest first
  /// @param room how many characters there are for all of the text
  static ShownMail of(List<Envelope> unread, int room) {
    ShownMail shown = new ShownMail("", List.of());
    for (int count = 1; count <= unread.size(); count++) {
      ShownMail more = first(count, unread);
      if (more.text.length() > room) {
        break;
      }
      shown = more;
    }
    return shown;
  }

  boolean isEmpty() {
    return mail.isEmpty();
  }

  private static ShownMail first(int count, List<Envelope> unread) {
    List<Envelope> mail = List.copyOf(unread.subList(0, count));
    String which =
        count == unread.size()
            ? "Shown here, so read"
            : "The first "
                + count
                + " are shown here, so read; call check_messages for the other "
                + (unread.size() - count);
    String fenced = mail.stream().map(Fence::around).collect(Collectors.joining("\n\n"));
    String text =
        "[claude-peers] " + Mail.of(unread) + ". " + which + ".\n\n" + fenced + "\n\n" + ANSWER;
    return new ShownMail(text, mail);
  }
}
