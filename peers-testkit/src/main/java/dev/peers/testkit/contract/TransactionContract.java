package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.StoreSamples.ALICE;
import static dev.peers.testkit.contract.StoreSamples.BOB;
import static dev.peers.testkit.contract.StoreSamples.CAROL;
import static dev.peers.testkit.contract.StoreSamples.NOON;
import static dev.peers.testkit.contract.StoreSamples.barePeer;
import static dev.peers.testkit.contract.StoreSamples.draft;
import static dev.peers.testkit.contract.StoreSamples.keyed;
import static dev.peers.testkit.contract.StoreSamples.send;
import static dev.peers.testkit.contract.StoreSamples.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.HistoryQuery;
import dev.peers.core.port.PeerStore.Transaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How changes come about, and who sees them when.
interface TransactionContract extends StoreFactory {
  @Test
  default void what_the_work_returns_is_returned() {
    try (PeerStore store = open()) {
      assertThat(store.<String>write(transaction -> "done")).isEqualTo("done");
    }
  }

  @Test
  default void a_transaction_sees_its_own_changes() {
    try (PeerStore store = open()) {
      List<Message> read =
          store.write(
              transaction -> {
                Message sent = transaction.append(keyed(ALICE, BOB, "mine", "key"));
                assertThat(transaction.sentWith(ALICE, "key")).contains(sent);
                assertThat(transaction.moveUnread(BOB, CAROL)).isEqualTo(1);
                return transaction.acknowledge(CAROL, List.of(sent.id()), NOON);
              });
      assertThat(texts(read)).containsExactly("mine");
      assertThat(store.history(HistoryQuery.of(CAROL, 10))).isEqualTo(read);
    }
  }

  @Test
  default void nothing_remains_of_work_that_throws() {
    try (PeerStore store = open()) {
      Message kept = send(store, ALICE, BOB, "kept");
      assertThatThrownBy(
              () ->
                  store.write(
                      transaction -> {
                        transaction.put(barePeer(CAROL));
                        transaction.append(draft(ALICE, BOB, "lost"));
                        transaction.acknowledge(BOB, List.of(kept.id()), NOON);
                        throw new IllegalArgumentException("on purpose");
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("on purpose");
      assertThat(store.peers()).isEmpty();
      assertThat(store.unread(BOB, 0, 10)).containsExactly(kept);
      assertThat(send(store, ALICE, BOB, "next").id()).isGreaterThan(kept.id());
    }
  }

  @Test
  default void a_second_message_with_the_same_key_fails_its_whole_transaction() {
    try (PeerStore store = open()) {
      Message first = send(store, keyed(ALICE, BOB, "first", "key"));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(
              () ->
                  store.write(
                      transaction -> {
                        transaction.append(draft(CAROL, BOB, "innocent"));
                        return transaction.append(keyed(ALICE, BOB, "second", "key"));
                      }));
      assertThat(store.unread(BOB, 0, 10)).containsExactly(first);
    }
  }

  @Test
  default void readers_see_what_was_committed_while_somebody_writes() {
    try (PeerStore store = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Message before = send(store, ALICE, BOB, "before");
      Message during =
          store.write(
              transaction -> {
                Message sent = transaction.append(draft(ALICE, BOB, "during"));
                transaction.acknowledge(BOB, List.of(before.id()), NOON);
                assertThat(store.unread(BOB, 0, 10)).containsExactly(before);
                assertThat(
                        CompletableFuture.supplyAsync(() -> store.unread(BOB, 0, 10), threads)
                            .join())
                    .containsExactly(before);
                return sent;
              });
      assertThat(store.unread(BOB, 0, 10)).containsExactly(during);
    }
  }

  @Test
  default void many_readers_never_see_half_a_transaction() {
    try (PeerStore store = open();
        ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      AtomicBoolean writing = new AtomicBoolean(true);
      List<CompletableFuture<Void>> readers =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> {
                            do {
                              assertThat(store.unread(BOB, 0, 1_000).size() % 2).isZero();
                            } while (writing.get());
                          },
                          threads))
              .toList();
      for (int i = 0; i < 50; i++) {
        store.<Message>write(
            transaction -> {
              transaction.append(draft(ALICE, BOB, "one"));
              return transaction.append(draft(ALICE, BOB, "two"));
            });
      }
      writing.set(false);
      readers.forEach(CompletableFuture::join);
      assertThat(store.unread(BOB, 0, 1_000)).hasSize(100);
    }
  }

  @Test
  default void a_transaction_is_of_no_use_after_its_end() {
    try (PeerStore store = open()) {
      Transaction ended = store.write(transaction -> transaction);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> ended.append(draft(ALICE, BOB, "late")));
      assertThat(store.unread(BOB, 0, 10)).isEmpty();
    }
  }

  @Test
  default void a_closed_store_says_so() {
    PeerStore store = open();
    store.close();
    store.close();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(store::peers)
        .withMessageContaining("closed");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> send(store, ALICE, BOB, "late"))
        .withMessageContaining("closed");
  }
}
