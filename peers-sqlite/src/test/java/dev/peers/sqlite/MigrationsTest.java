package dev.peers.sqlite;

import static dev.peers.sqlite.Samples.count;
import static dev.peers.sqlite.Samples.foreign;
import static dev.peers.sqlite.Samples.send;
import static dev.peers.sqlite.Samples.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.core.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationsTest {
  private final Path file;

  MigrationsTest(@TempDir Path folder) {
    this.file = folder.resolve("peers.db");
  }

  @Test
  void every_migration_file_is_a_step_and_their_numbers_have_no_gap() throws Exception {
    Path folder =
        Path.of(Objects.requireNonNull(Migrations.class.getResource("migrations")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(path -> path.getFileName().toString()).sorted().toList();
      assertThat(Migrations.STEPS).isEqualTo(names).isNotEmpty();
    }
    for (int i = 0; i < Migrations.STEPS.size(); i++) {
      assertThat(Migrations.STEPS.get(i)).startsWith("V%04d__".formatted(i + 1)).endsWith(".sql");
    }
  }

  @Test
  void a_new_database_has_the_newest_version_and_says_whose_it_is() throws Exception {
    SqlitePeerStore.open(file).close();
    assertThat(count(file, "PRAGMA user_version")).isEqualTo(Migrations.version());
    assertThat(count(file, "PRAGMA application_id")).isEqualTo(Migrations.APPLICATION_ID);
  }

  @Test
  void an_empty_file_becomes_a_database() throws Exception {
    Files.createFile(file);
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      send(store, "first");
      assertThat(waiting(store)).containsExactly("first");
    }
  }

  @Test
  void a_database_of_a_newer_program_is_refused_and_left_alone() throws Exception {
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      send(store, "of tomorrow");
    }
    foreign(file, "PRAGMA user_version = 99");
    byte[] before = Files.readAllBytes(file);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlitePeerStore.open(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("version 99")
        .withMessageContaining("up to " + Migrations.version())
        .withMessageContaining("update this program");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_migration_that_fails_leaves_nothing_behind() throws Exception {
    // The second table of the first step is in the way.
    foreign(
        file, "CREATE TABLE messages (x)", "PRAGMA application_id = " + Migrations.APPLICATION_ID);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlitePeerStore.open(file))
        .withMessageContaining("already exists");
    assertThat(count(file, "SELECT count(*) FROM sqlite_master")).isEqualTo(1);
    assertThat(count(file, "PRAGMA user_version")).isZero();
  }
}
