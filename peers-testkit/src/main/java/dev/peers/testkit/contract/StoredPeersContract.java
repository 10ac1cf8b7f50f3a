package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.StoreSamples.ALICE;
import static dev.peers.testkit.contract.StoreSamples.BOB;
import static dev.peers.testkit.contract.StoreSamples.NOON;
import static dev.peers.testkit.contract.StoreSamples.barePeer;
import static dev.peers.testkit.contract.StoreSamples.fullPeer;
import static dev.peers.testkit.contract.StoreSamples.send;
import static dev.peers.testkit.contract.StoreSamples.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.HistoryQuery;
import org.junit.jupiter.api.Test;

/// What a store knows of peers.
interface StoredPeersContract extends StoreFactory {
  @Test
  default void a_new_store_is_empty() {
    try (PeerStore store = open()) {
      assertThat(store.peers()).isEmpty();
      assertThat(store.unreadCounts()).isEmpty();
    }
  }

  @Test
  default void everything_that_is_known_of_a_peer_is_kept() {
    try (PeerStore store = open()) {
      put(store, fullPeer(ALICE));
      put(store, barePeer(BOB));
      assertThat(store.peers()).containsExactlyInAnyOrder(fullPeer(ALICE), barePeer(BOB));
    }
  }

  @Test
  default void putting_a_peer_again_replaces_all_that_was_known() {
    try (PeerStore store = open()) {
      put(store, fullPeer(ALICE));
      put(store, barePeer(ALICE));
      assertThat(store.peers()).containsExactly(barePeer(ALICE));
    }
  }

  @Test
  default void a_peer_that_is_gone_is_still_listed() {
    try (PeerStore store = open()) {
      PeerRecord gone = barePeer(ALICE).with(peer -> peer.goneSince(NOON));
      put(store, gone);
      assertThat(store.peers()).containsExactly(gone);
    }
  }

  @Test
  default void forgetting_a_peer_keeps_its_messages() {
    try (PeerStore store = open()) {
      put(store, barePeer(ALICE));
      put(store, barePeer(BOB));
      send(store, ALICE, BOB, "to bob");
      send(store, BOB, ALICE, "to alice");
      forget(store, BOB);
      assertThat(store.peers()).containsExactly(barePeer(ALICE));
      assertThat(texts(store.unread(BOB, 0, 10))).containsExactly("to bob");
      assertThat(texts(store.unread(ALICE, 0, 10))).containsExactly("to alice");
    }
  }

  @Test
  default void erasing_a_peer_takes_along_what_it_received_and_nothing_else() {
    try (PeerStore store = open()) {
      put(store, barePeer(ALICE));
      put(store, barePeer(BOB));
      send(store, ALICE, BOB, "to bob");
      send(store, BOB, ALICE, "to alice");
      store.write(
          transaction -> {
            transaction.erase(BOB);
            return BOB;
          });
      assertThat(store.peers()).containsExactly(barePeer(ALICE));
      assertThat(store.history(HistoryQuery.of(BOB, 10)))
          .extracting(Message::text)
          .containsExactly("to alice");
    }
  }

  @Test
  default void forgetting_an_unknown_peer_does_nothing() {
    try (PeerStore store = open()) {
      put(store, barePeer(ALICE));
      forget(store, BOB);
      assertThat(store.peers()).containsExactly(barePeer(ALICE));
    }
  }

  private static void put(PeerStore store, PeerRecord peer) {
    store.write(
        transaction -> {
          transaction.put(peer);
          return peer;
        });
  }

  private static void forget(PeerStore store, PeerId peer) {
    store.write(
        transaction -> {
          transaction.forget(peer);
          return peer;
        });
  }
}
