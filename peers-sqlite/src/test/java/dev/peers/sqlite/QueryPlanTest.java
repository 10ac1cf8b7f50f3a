package dev.peers.sqlite;

import static dev.peers.sqlite.Samples.ALICE;
import static dev.peers.sqlite.Samples.BOB;
import static dev.peers.sqlite.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.val;

import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore.HistoryQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How SQLite goes about the questions: what a lookup costs must not grow with what is stored.
final class QueryPlanTest {
  private final Path file;

  QueryPlanTest(@TempDir Path folder) {
    this.file = folder.resolve("peers.db");
    SqlitePeerStore.open(file).close();
  }

  @Test
  void unread_mail_is_found_in_order_by_the_index_of_unread_mail() throws Exception {
    assertThat(plan(MessageQueries.unread(BOB, 7, 20)))
        .singleElement()
        .asString()
        .startsWith(
            "SEARCH messages USING INDEX messages_unread (recipient=? AND read_at=? AND"
                + " expired_at=?");
  }

  @Test
  void unread_mail_is_counted_in_the_index_of_unread_mail_alone() throws Exception {
    assertThat(plan(MessageQueries.unreadCounts()))
        .containsExactly("SCAN messages USING COVERING INDEX messages_unread");
  }

  @Test
  void senders_of_unread_mail_are_found_by_the_index_of_unread_mail() throws Exception {
    assertThat(plan(MessageQueries.unreadSenders(List.of(ALICE, BOB))))
        .contains(
            "SEARCH messages USING INDEX messages_unread (recipient=? AND read_at=? AND"
                + " expired_at=?)")
        .noneMatch(step -> step.startsWith("SCAN"));
  }

  @Test
  void the_history_of_a_peer_is_found_in_order_by_sender_and_by_recipient() throws Exception {
    assertThat(plan(MessageQueries.history(query(Optional.of(ALICE), Optional.empty()))))
        .anyMatch(step -> step.contains("INDEX messages_sent (sender=? AND rowid<?)"))
        .anyMatch(step -> step.contains("INDEX messages_received (recipient=? AND rowid<?)"))
        .contains("SEARCH messages USING INTEGER PRIMARY KEY (rowid=?)")
        .noneMatch(step -> step.startsWith("SCAN messages"));
  }

  @Test
  void the_history_of_two_peers_is_found_by_both() throws Exception {
    assertThat(plan(MessageQueries.history(query(Optional.of(ALICE), Optional.of(BOB)))))
        .anyMatch(step -> step.contains("INDEX messages_exchanged (sender=? AND recipient=?"))
        .noneMatch(step -> step.startsWith("SCAN messages"));
  }

  @Test
  void the_history_of_everybody_is_read_from_its_end() throws Exception {
    assertThat(plan(MessageQueries.history(query(Optional.empty(), Optional.empty()))))
        .containsExactly("SEARCH messages USING INTEGER PRIMARY KEY (rowid<?)");
  }

  @Test
  void a_message_is_found_by_its_id_and_by_its_key() throws Exception {
    assertThat(plan(MessageQueries.messages(List.of(1L, 2L))))
        .containsExactly("SEARCH messages USING INTEGER PRIMARY KEY (rowid=?)");
    assertThat(plan(MessageQueries.sentWith(val("a11ce000"), val("key"))))
        .containsExactly("SEARCH messages USING INDEX messages_by_key (sender=? AND sender_key=?)");
  }

  @Test
  void old_mail_is_found_by_its_age() throws Exception {
    assertThat(plan(MessageQueries.unreadSentBefore(NOON, 100)))
        .anyMatch(step -> step.contains("COVERING INDEX messages_unread_by_age (sent_at<?)"))
        .noneMatch(step -> step.startsWith("SCAN"));
    assertThat(plan(MessageQueries.endedBefore(NOON, 100)))
        .singleElement()
        .asString()
        .contains("INDEX messages_ended (<expr>");
  }

  private static HistoryQuery query(Optional<PeerId> peer, Optional<PeerId> with) {
    return new HistoryQuery(peer, with, Optional.empty(), Optional.of(9L), 20);
  }

  private List<String> plan(Query query) throws SQLException {
    try (Connection connection = Sqlite.openForReading(file)) {
      return Sqlite.jooq(connection)
          .fetch("EXPLAIN QUERY PLAN " + Sqlite.jooq(connection).renderInlined(query))
          .getValues("detail", String.class);
    }
  }
}
