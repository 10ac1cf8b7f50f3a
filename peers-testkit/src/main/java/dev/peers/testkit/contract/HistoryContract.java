package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.StoreSamples.ALICE;
import static dev.peers.testkit.contract.StoreSamples.BOB;
import static dev.peers.testkit.contract.StoreSamples.CAROL;
import static dev.peers.testkit.contract.StoreSamples.acknowledge;
import static dev.peers.testkit.contract.StoreSamples.send;
import static dev.peers.testkit.contract.StoreSamples.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.HistoryQuery;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How past mail is found again.
interface HistoryContract extends StoreFactory {
  @Test
  default void the_history_of_a_peer_is_what_it_sent_and_received_newest_first() {
    try (PeerStore store = open()) {
      send(store, ALICE, BOB, "1");
      acknowledge(store, ALICE, send(store, BOB, ALICE, "2"));
      send(store, BOB, CAROL, "not of alice");
      send(store, CAROL, ALICE, "3");
      send(store, ALICE, CAROL, "4");
      assertThat(texts(store.history(HistoryQuery.of(ALICE, 10))))
          .containsExactly("4", "3", "2", "1");
      assertThat(texts(store.history(HistoryQuery.of(ALICE, 3)))).containsExactly("4", "3", "2");
    }
  }

  @Test
  default void mail_to_oneself_appears_once() {
    try (PeerStore store = open()) {
      send(store, ALICE, ALICE, "note");
      send(store, ALICE, BOB, "to bob");
      assertThat(texts(store.history(HistoryQuery.of(ALICE, 10))))
          .containsExactly("to bob", "note");
      assertThat(texts(store.history(with(ALICE, ALICE)))).containsExactly("note");
    }
  }

  @Test
  default void the_history_with_another_peer_is_what_was_exchanged_with_it() {
    try (PeerStore store = open()) {
      send(store, ALICE, BOB, "1");
      send(store, BOB, ALICE, "2");
      send(store, ALICE, CAROL, "with carol");
      send(store, CAROL, BOB, "without alice");
      send(store, ALICE, ALICE, "note");
      assertThat(texts(store.history(with(ALICE, BOB)))).containsExactly("2", "1");
    }
  }

  @Test
  default void the_history_of_everybody_can_be_narrowed_to_one_side() {
    try (PeerStore store = open()) {
      send(store, ALICE, BOB, "1");
      send(store, BOB, CAROL, "2");
      send(store, CAROL, ALICE, "3");
      Optional<PeerId> nobody = Optional.empty();
      assertThat(texts(store.history(query(nobody, nobody, "", 0, 10))))
          .containsExactly("3", "2", "1");
      assertThat(texts(store.history(query(nobody, Optional.of(BOB), "", 0, 10))))
          .containsExactly("2", "1");
    }
  }

  @Test
  default void the_history_is_read_in_pages_without_gap_or_repetition() {
    try (PeerStore store = open()) {
      for (int i = 1; i <= 7; i++) {
        send(store, i % 2 == 0 ? ALICE : BOB, i % 2 == 0 ? BOB : ALICE, "m" + i);
      }
      Optional<PeerId> alice = Optional.of(ALICE);
      List<Message> newest = store.history(query(alice, Optional.empty(), "", 0, 3));
      assertThat(texts(newest)).containsExactly("m7", "m6", "m5");
      List<Message> next =
          store.history(query(alice, Optional.empty(), "", newest.getLast().id(), 3));
      assertThat(texts(next)).containsExactly("m4", "m3", "m2");
      List<Message> last =
          store.history(query(alice, Optional.empty(), "", next.getLast().id(), 3));
      assertThat(texts(last)).containsExactly("m1");
    }
  }

  @Test
  default void search_ignores_the_case_of_ascii_letters_only() {
    try (PeerStore store = open()) {
      send(store, ALICE, BOB, "The Build is GREEN");
      send(store, ALICE, BOB, "ÄRGER");
      assertThat(found(store, "bUILD")).containsExactly("The Build is GREEN");
      assertThat(found(store, "rgEr")).containsExactly("ÄRGER");
      assertThat(found(store, "ärger")).isEmpty();
    }
  }

  @Test
  default void search_knows_no_wildcards() {
    try (PeerStore store = open()) {
      send(store, ALICE, BOB, "100 percent_done");
      send(store, ALICE, BOB, "100% \\ done");
      assertThat(found(store, "100%")).containsExactly("100% \\ done");
      assertThat(found(store, "t_d")).containsExactly("100 percent_done");
      assertThat(found(store, "0_p")).isEmpty();
      assertThat(found(store, "\\")).containsExactly("100% \\ done");
      assertThat(found(store, "'")).isEmpty();
    }
  }

  @Test
  default void messages_are_found_by_id_oldest_first() {
    try (PeerStore store = open()) {
      Message first = send(store, ALICE, BOB, "first");
      Message second = send(store, BOB, ALICE, "second");
      assertThat(store.messages(List.of(second.id(), 404L, first.id(), second.id())))
          .containsExactly(first, second);
      assertThat(store.messages(List.of())).isEmpty();
    }
  }

  private static List<String> found(PeerStore store, String text) {
    return texts(store.history(query(Optional.of(BOB), Optional.empty(), text, 0, 10)));
  }

  private static HistoryQuery with(PeerId peer, PeerId other) {
    return query(Optional.of(peer), Optional.of(other), "", 0, 10);
  }

  private static HistoryQuery query(
      Optional<PeerId> peer, Optional<PeerId> with, String search, long before, int limit) {
    return new HistoryQuery(
        peer,
        with,
        search.isEmpty() ? Optional.empty() : Optional.of(search),
        before == 0 ? Optional.empty() : Optional.of(before),
        limit);
  }
}
