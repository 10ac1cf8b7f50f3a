package dev.peers.sqlite;

import static dev.peers.sqlite.Samples.send;
import static dev.peers.sqlite.Samples.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.core.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupTest {
  private final Path folder;
  private final Path copy;

  BackupTest(@TempDir Path folder) {
    this.folder = folder;
    this.copy = folder.resolve("backup of 'today'.db");
  }

  @Test
  void a_backup_is_a_store_of_what_was_committed_and_belongs_to_its_owner() throws Exception {
    long last;
    try (SqlitePeerStore store = open()) {
      last = send(store, "in both").id();
      store.write(
          transaction -> {
            transaction.append(Samples.draft("not committed yet"));
            store.backup(copy);
            return copy;
          });
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    try (SqlitePeerStore restored = SqlitePeerStore.open(copy)) {
      assertThat(waiting(restored)).containsExactly("in both");
      assertThat(send(restored, "next").id()).isGreaterThan(last);
    }
  }

  @Test
  void a_file_that_exists_is_left_alone() throws Exception {
    Files.writeString(copy, "dear to somebody");
    try (SqlitePeerStore store = open()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.backup(copy))
          .withMessageContaining("exists already")
          .withMessageContaining(copy.toString());
    }
    assertThat(copy).hasContent("dear to somebody");
  }

  @Test
  void a_folder_that_is_missing_is_a_clear_error() {
    try (SqlitePeerStore store = open()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.backup(folder.resolve("missing/copy.db")))
          .withMessageContaining("check that its folder exists");
    }
  }

  private SqlitePeerStore open() {
    return SqlitePeerStore.open(folder.resolve("peers.db"));
  }
}
