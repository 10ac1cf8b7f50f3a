package dev.peers.sqlite;

import static dev.peers.sqlite.Samples.send;
import static dev.peers.sqlite.Samples.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.port.PeerStore;
import dev.peers.testkit.contract.PeerStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// region contract
final class SqlitePeerStoreTest implements PeerStoreContract {
  private final Path file;

  SqlitePeerStoreTest(@TempDir Path folder) {
    this.file = folder.resolve("peers.db");
  }

  @Override
  public PeerStore open() {
    return SqlitePeerStore.open(file);
  }

  // endregion

  @Test
  void what_was_written_is_there_after_the_store_was_closed_and_opened_again() {
    long first;
    try (PeerStore store = open()) {
      first = send(store, "before").id();
    }
    try (PeerStore store = open()) {
      assertThat(waiting(store)).containsExactly("before");
      assertThat(send(store, "after").id()).isGreaterThan(first);
    }
  }

  @Test
  void ids_of_purged_messages_are_not_given_again_after_a_restart() {
    long purged;
    try (PeerStore store = open()) {
      purged = send(store, "read").id();
      long id = purged;
      store.<Integer>write(
          transaction -> {
            transaction.acknowledge(Samples.BOB, List.of(id), Samples.NOON);
            return transaction.purge(Samples.NOON.plusSeconds(1), 10);
          });
    }
    try (PeerStore store = open()) {
      assertThat(send(store, "next").id()).isGreaterThan(purged);
    }
  }

  @Test
  void closing_leaves_one_file() {
    try (PeerStore store = open()) {
      send(store, "kept");
      assertThat(file.resolveSibling("peers.db-wal")).exists();
    }
    assertThat(file.getParent()).isDirectoryContaining("glob:**/peers.db");
    assertThat(file.resolveSibling("peers.db-wal")).doesNotExist();
    assertThat(file.resolveSibling("peers.db-shm")).doesNotExist();
  }

  @Test
  void a_full_disk_is_a_clear_error_and_the_store_recovers_when_there_is_space_again() {
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      send(store, "before");
      // A database that may not grow fails as one does on a full disk.
      store.writer.execute("PRAGMA max_page_count = 1");
      String large = "x".repeat(100_000);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(
              () ->
                  store.<Message>write(
                      transaction -> {
                        transaction.append(Samples.draft("lost with it"));
                        return transaction.append(Samples.draft(large));
                      }))
          .withMessageStartingWith("could not write the database " + file)
          .withMessageContaining("the disk is full");
      assertThat(waiting(store)).containsExactly("before");
      store.writer.execute("PRAGMA max_page_count = 1000000");
      send(store, "after");
      assertThat(waiting(store)).containsExactly("before", "after");
    }
  }

  @Test
  void a_failure_that_the_work_hides_still_undoes_the_transaction() {
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      store.writer.execute("PRAGMA max_page_count = 1");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(
              () ->
                  store.<String>write(
                      transaction -> {
                        try {
                          transaction.append(Samples.draft("x".repeat(100_000)));
                        } catch (StoreException e) {
                          return "hidden";
                        }
                        return "unreachable";
                      }));
      store.writer.execute("PRAGMA max_page_count = 1000000");
      assertThat(waiting(store)).isEmpty();
    }
  }

  @Test
  void more_ids_than_a_statement_has_room_for_can_be_acknowledged() {
    try (PeerStore store = open()) {
      List<Long> ids =
          store.write(
              transaction ->
                  IntStream.range(0, 3_000)
                      .mapToObj(i -> transaction.append(Samples.draft("m" + i)).id())
                      .toList());
      List<Message> read =
          store.write(transaction -> transaction.acknowledge(Samples.BOB, ids, Samples.NOON));
      assertThat(read).hasSize(3_000);
      assertThat(store.messages(ids)).isEqualTo(read);
    }
  }

  @Test
  void the_log_stays_small_however_much_is_written() throws Exception {
    Path log = file.resolveSibling("peers.db-wal");
    String large = "x".repeat(60_000);
    long longest = 0;
    try (PeerStore store = open()) {
      for (int i = 0; i < 400; i++) {
        long id = send(store, large).id();
        store.<List<Message>>write(t -> t.acknowledge(Samples.BOB, List.of(id), Samples.NOON));
        assertThat(waiting(store)).isEmpty();
        longest = Math.max(longest, Files.size(log));
      }
      assertThat(Files.size(file)).isGreaterThan(20_000_000);
    }
    // A thousand pages of 4 kB, and what one transaction adds to them.
    assertThat(longest).isBetween(1_000_000L, 5_000_000L);
  }

  @Test
  void what_is_purged_gives_its_room_to_what_comes() throws Exception {
    String large = "x".repeat(60_000);
    try (PeerStore store = open()) {
      long full = 0;
      for (int i = 0; i < 300; i++) {
        long id = send(store, large).id();
        store.<List<Message>>write(t -> t.acknowledge(Samples.BOB, List.of(id), Samples.NOON));
        store.<Integer>write(t -> t.trim(50, 10));
        if (i == 100) {
          full = Files.size(file);
        }
      }
      assertThat(Files.size(file)).isLessThanOrEqualTo(full + 5_000_000);
    }
  }

  @Test
  void durability_is_not_traded_for_speed() {
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      send(store, "kept");
      assertThat(store.writer.pragma("journal_mode")).isEqualTo("wal");
      assertThat(store.writer.pragma("synchronous")).isEqualTo("2");
      assertThat(store.writer.pragma("foreign_keys")).isEqualTo("1");
      assertThat(store.writer.pragma("wal_autocheckpoint")).isEqualTo("1000");
    }
  }
  // region contract
}
// endregion
