package dev.peers.mcp;

import dev.peers.core.model.Envelope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// As much mail as an agent is shown at once: all that is unread, then what was read up to a limit,
/// newest first. If the unread mail is more than a model takes in, its oldest part comes first and
/// the rest stays unread.
///
/// @param left how many unread messages did not fit
record MailPage(List<Envelope> mail, int left) {
  /// How much text is shown at once, in characters, unless a single message is longer.
  static final int MAX_TEXT = 60_000;

  private static final Comparator<Envelope> OLDEST_FIRST =
      Comparator.comparingLong(envelope -> envelope.message().id());

  MailPage {
    mail = List.copyOf(mail);
  }

  /// @param unread unread mail, oldest first
  /// @param read other mail, newest first
  /// @param limit how many messages to fill up to
  static MailPage of(List<Envelope> unread, List<Envelope> read, int limit) {
    List<Envelope> page = new ArrayList<>();
    int room = fill(page, unread, Integer.MAX_VALUE, MAX_TEXT);
    int left = unread.size() - page.size();
    if (left == 0) {
      fill(page, read, limit, room);
    }
    page.sort(OLDEST_FIRST.reversed());
    return new MailPage(page, left);
  }

  private static int fill(List<Envelope> page, List<Envelope> from, int limit, int chars) {
    int room = chars;
    for (Envelope envelope : from) {
      room -= envelope.message().text().length();
      if (page.size() >= limit || (room < 0 && !page.isEmpty())) {
        break;
      }
      page.add(envelope);
    }
    return room;
  }

  String leftNote() {
    return left == 0 ? "" : left + " more unread message(s) wait: call check_messages again. ";
  }
}
