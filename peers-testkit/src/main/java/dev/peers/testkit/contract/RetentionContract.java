package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.StoreSamples.ALICE;
import static dev.peers.testkit.contract.StoreSamples.BOB;
import static dev.peers.testkit.contract.StoreSamples.NOON;
import static dev.peers.testkit.contract.StoreSamples.acknowledge;
import static dev.peers.testkit.contract.StoreSamples.draft;
import static dev.peers.testkit.contract.StoreSamples.keyed;
import static dev.peers.testkit.contract.StoreSamples.send;
import static dev.peers.testkit.contract.StoreSamples.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.Message;
import dev.peers.core.model.MessageState;
import dev.peers.core.port.PeerStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How mail is given up and deleted.
interface RetentionContract extends StoreFactory {
  /// When mail is given up in these tests.
  Instant LATER = NOON.plusMillis(500);

  @Test
  default void old_unread_mail_is_given_up_oldest_first_and_in_portions() {
    try (PeerStore store = open()) {
      for (int i = 1; i <= 3; i++) {
        send(store, draft(ALICE, BOB, "old " + i, NOON.minusSeconds(10)));
      }
      send(store, draft(ALICE, BOB, "new", NOON));
      List<Message> given = expire(store, NOON, 2);
      assertThat(texts(given)).containsExactly("old 1", "old 2");
      assertThat(given).allMatch(message -> message.state() == MessageState.EXPIRED);
      assertThat(given).allMatch(message -> message.expiredAt().equals(Optional.of(LATER)));
      assertThat(store.messages(given.stream().map(Message::id).toList())).isEqualTo(given);
      assertThat(texts(expire(store, NOON, 2))).containsExactly("old 3");
      assertThat(expire(store, NOON, 2)).isEmpty();
      assertThat(texts(store.unread(BOB, 0, 10))).containsExactly("new");
      assertThat(store.unreadCounts()).containsEntry(BOB, 1);
    }
  }

  @Test
  default void read_mail_is_never_given_up() {
    try (PeerStore store = open()) {
      acknowledge(store, BOB, send(store, draft(ALICE, BOB, "read", NOON.minusSeconds(10))));
      assertThat(expire(store, NOON, 10)).isEmpty();
    }
  }

  @Test
  default void mail_that_was_given_up_cannot_be_read_any_more() {
    try (PeerStore store = open()) {
      Message message = send(store, draft(ALICE, BOB, "late", NOON.minusSeconds(10)));
      expire(store, NOON, 10);
      assertThat(acknowledge(store, BOB, message)).isEmpty();
      assertThat(store.unreadSenders(List.of(BOB))).isEmpty();
    }
  }

  @Test
  default void purging_deletes_what_ended_long_ago_in_portions_and_nothing_else() {
    try (PeerStore store = open()) {
      Message read = send(store, ALICE, BOB, "read");
      Message readToo = send(store, ALICE, BOB, "read too");
      acknowledge(store, BOB, read, readToo);
      Message expired = send(store, draft(ALICE, BOB, "expired", NOON.minusSeconds(10)));
      expire(store, NOON.minusSeconds(1), 10);
      Message unread = send(store, ALICE, BOB, "unread");
      Instant future = NOON.plusSeconds(1);
      assertThat(purge(store, NOON.minusSeconds(20), 10)).isZero();
      assertThat(purge(store, future, 2)).isEqualTo(2);
      assertThat(purge(store, future, 2)).isEqualTo(1);
      assertThat(purge(store, future, 2)).isZero();
      assertThat(store.messages(List.of(read.id(), readToo.id(), expired.id(), unread.id())))
          .containsExactly(unread);
    }
  }

  @Test
  default void mail_that_ended_at_the_given_time_is_kept() {
    try (PeerStore store = open()) {
      acknowledge(store, BOB, send(store, ALICE, BOB, "read at noon"));
      assertThat(purge(store, NOON, 10)).isZero();
      assertThat(purge(store, NOON.plusMillis(1), 10)).isEqualTo(1);
    }
  }

  @Test
  default void trimming_deletes_what_was_read_beyond_the_newest_and_no_unread_mail() {
    try (PeerStore store = open()) {
      Message unread = send(store, ALICE, BOB, "unread");
      Message old = send(store, ALICE, BOB, "old");
      Message older = send(store, ALICE, BOB, "not so old");
      Message newest = send(store, ALICE, BOB, "newest");
      acknowledge(store, BOB, old, older, newest);
      assertThat(store.<Integer>write(transaction -> transaction.trim(2, 10))).isEqualTo(1);
      assertThat(store.<Integer>write(transaction -> transaction.trim(1, 10))).isEqualTo(1);
      assertThat(store.<Integer>write(transaction -> transaction.trim(1, 10))).isZero();
      assertThat(
              store.messages(List.of(unread.id(), old.id(), older.id(), newest.id())).stream()
                  .map(Message::text))
          .containsExactly("unread", "newest");
    }
  }

  @Test
  default void the_id_of_a_purged_message_is_never_given_again() {
    try (PeerStore store = open()) {
      Message newest = send(store, ALICE, BOB, "newest");
      acknowledge(store, BOB, newest);
      purge(store, NOON.plusSeconds(1), 10);
      assertThat(send(store, ALICE, BOB, "next").id()).isGreaterThan(newest.id());
    }
  }

  @Test
  default void the_key_of_a_purged_message_is_forgotten() {
    try (PeerStore store = open()) {
      acknowledge(store, BOB, send(store, keyed(ALICE, BOB, "once", "key")));
      purge(store, NOON.plusSeconds(1), 10);
      assertThat(texts(List.of(send(store, keyed(ALICE, BOB, "again", "key")))))
          .containsExactly("again");
    }
  }

  private static List<Message> expire(PeerStore store, Instant sentBefore, int limit) {
    return store.write(transaction -> transaction.expire(sentBefore, limit, LATER));
  }

  private static int purge(PeerStore store, Instant endedBefore, int limit) {
    return store.write(transaction -> transaction.purge(endedBefore, limit));
  }
}
