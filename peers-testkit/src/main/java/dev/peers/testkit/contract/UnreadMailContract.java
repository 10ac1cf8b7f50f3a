package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.StoreSamples.ALICE;
import static dev.peers.testkit.contract.StoreSamples.BOB;
import static dev.peers.testkit.contract.StoreSamples.CAROL;
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
import dev.peers.core.port.PeerStore.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How mail waits for its recipient, and how it is read.
interface UnreadMailContract extends StoreFactory {
  @Test
  default void a_message_is_kept_as_it_was_sent() {
    try (PeerStore store = open()) {
      String text = "line 1\nline 2\t\"quoted\" 'single' %_\\ \uD83D\uDE00 π";
      Message sent =
          send(
              store,
              new Draft(
                  ALICE, BOB, text, NOON, Optional.of(41L), false, Optional.of("key of alice")));
      assertThat(sent)
          .isEqualTo(
              new Message(
                  sent.id(),
                  ALICE,
                  BOB,
                  text,
                  NOON,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(41L),
                  false));
      assertThat(store.unread(BOB, 0, 10)).containsExactly(sent);
    }
  }

  @Test
  default void unread_mail_comes_oldest_first_even_if_the_clock_ran_backwards() {
    try (PeerStore store = open()) {
      send(store, draft(ALICE, BOB, "first", NOON));
      send(store, draft(CAROL, BOB, "second", NOON.minusSeconds(60)));
      send(store, draft(ALICE, BOB, "third", NOON));
      send(store, ALICE, CAROL, "not for bob");
      List<Message> unread = store.unread(BOB, 0, 10);
      assertThat(texts(unread)).containsExactly("first", "second", "third");
      assertThat(unread).extracting(Message::id).isSorted();
    }
  }

  @Test
  default void unread_mail_is_read_in_pages() {
    try (PeerStore store = open()) {
      Message first = send(store, ALICE, BOB, "first");
      Message second = send(store, ALICE, BOB, "second");
      Message third = send(store, ALICE, BOB, "third");
      assertThat(store.unread(BOB, 0, 2)).containsExactly(first, second);
      assertThat(store.unread(BOB, second.id(), 2)).containsExactly(third);
      assertThat(store.unread(BOB, third.id(), 2)).isEmpty();
    }
  }

  @Test
  default void unread_mail_is_counted_for_peers_that_have_any() {
    try (PeerStore store = open()) {
      send(store, ALICE, BOB, "one");
      send(store, CAROL, BOB, "two");
      acknowledge(store, ALICE, send(store, BOB, ALICE, "read"));
      assertThat(store.unreadCounts()).containsOnlyKeys(BOB).containsEntry(BOB, 2);
    }
  }

  @Test
  default void senders_of_unread_mail_are_named_once_in_order_of_their_first_message() {
    try (PeerStore store = open()) {
      acknowledge(store, BOB, send(store, ALICE, BOB, "read"));
      send(store, CAROL, BOB, "1");
      send(store, ALICE, BOB, "2");
      send(store, CAROL, BOB, "3");
      send(store, BOB, ALICE, "4");
      assertThat(store.unreadSenders(List.of(BOB))).containsExactly(CAROL, ALICE);
      assertThat(store.unreadSenders(List.of(ALICE, BOB))).containsExactly(CAROL, ALICE, BOB);
      assertThat(store.unreadSenders(List.of())).isEmpty();
    }
  }

  @Test
  default void acknowledging_marks_as_read_and_returns_what_was_unread() {
    try (PeerStore store = open()) {
      Message first = send(store, ALICE, BOB, "first");
      Message second = send(store, ALICE, BOB, "second");
      Message third = send(store, ALICE, BOB, "third");
      acknowledge(store, BOB, second);
      List<Message> read = acknowledge(store, BOB, third, second, first);
      assertThat(texts(read)).containsExactly("first", "third");
      assertThat(read).allMatch(message -> message.readAt().equals(Optional.of(NOON)));
      assertThat(store.messages(List.of(first.id(), third.id()))).isEqualTo(read);
      assertThat(store.unread(BOB, 0, 10)).isEmpty();
    }
  }

  @Test
  default void acknowledging_again_changes_nothing() {
    try (PeerStore store = open()) {
      Message message = send(store, ALICE, BOB, "once");
      List<Message> read = acknowledge(store, BOB, message);
      Instant later = NOON.plusSeconds(9);
      assertThat(
              store.<List<Message>>write(
                  transaction -> transaction.acknowledge(BOB, List.of(message.id()), later)))
          .isEmpty();
      assertThat(store.messages(List.of(message.id()))).isEqualTo(read);
    }
  }

  @Test
  default void nobody_acknowledges_the_mail_of_another() {
    try (PeerStore store = open()) {
      Message message = send(store, ALICE, BOB, "for bob");
      assertThat(acknowledge(store, CAROL, message)).isEmpty();
      assertThat(acknowledge(store, ALICE, message)).isEmpty();
      assertThat(store.unread(BOB, 0, 10)).containsExactly(message);
    }
  }

  @Test
  default void unknown_ids_and_no_ids_are_acknowledged_as_nothing() {
    try (PeerStore store = open()) {
      assertThat(
              store.<List<Message>>write(
                  transaction -> transaction.acknowledge(BOB, List.of(404L, 404L), NOON)))
          .isEmpty();
      assertThat(acknowledge(store, BOB)).isEmpty();
    }
  }

  @Test
  default void a_pushed_message_stays_unread_and_is_pushed_once() {
    try (PeerStore store = open()) {
      Message message = send(store, ALICE, BOB, "pushed");
      List<Long> ids = List.of(message.id());
      Instant later = NOON.plusSeconds(1);
      assertThat(pushed(store, ids, NOON)).isEqualTo(1);
      assertThat(pushed(store, ids, later)).isZero();
      Message stored = store.unread(BOB, 0, 10).getFirst();
      assertThat(stored.state()).isEqualTo(MessageState.PUSHED);
      assertThat(stored.pushedAt()).contains(NOON);
    }
  }

  @Test
  default void nobody_marks_the_mail_of_another_as_pushed() {
    try (PeerStore store = open()) {
      Message message = send(store, ALICE, CAROL, "for carol");
      assertThat(pushed(store, List.of(message.id()), NOON)).isZero();
      assertThat(store.unread(CAROL, 0, 10)).containsExactly(message);
    }
  }

  @Test
  default void unread_mail_moves_to_another_peer_and_read_mail_stays() {
    try (PeerStore store = open()) {
      Message read = send(store, ALICE, BOB, "read");
      acknowledge(store, BOB, read);
      Message unread = send(store, ALICE, BOB, "unread");
      int moved = store.write(transaction -> transaction.moveUnread(BOB, CAROL));
      assertThat(moved).isEqualTo(1);
      assertThat(store.unread(BOB, 0, 10)).isEmpty();
      assertThat(store.unread(CAROL, 0, 10)).extracting(Message::id).containsExactly(unread.id());
      assertThat(store.messages(List.of(read.id()))).extracting(Message::to).containsExactly(BOB);
    }
  }

  @Test
  default void a_key_finds_the_message_of_its_sender_only() {
    try (PeerStore store = open()) {
      Message message = send(store, keyed(ALICE, BOB, "once", "key"));
      send(store, keyed(CAROL, BOB, "same key of another", "key"));
      assertThat(store.<Optional<Message>>write(t -> t.sentWith(ALICE, "key"))).contains(message);
      assertThat(store.<Optional<Message>>write(t -> t.sentWith(ALICE, "other"))).isEmpty();
      assertThat(store.<Optional<Message>>write(t -> t.sentWith(BOB, "key"))).isEmpty();
    }
  }

  private static int pushed(PeerStore store, List<Long> ids, Instant at) {
    return store.write(transaction -> transaction.markPushed(BOB, ids, at));
  }
}
