package dev.peers.sqlite;

import static dev.peers.sqlite.Samples.foreign;
import static dev.peers.sqlite.Samples.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.core.StoreException;
import dev.peers.sqlite.StoreCondition.Kind;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreConditionTest {
  private final Path file;

  StoreConditionTest(@TempDir Path folder) {
    this.file = folder.resolve("peers.db");
  }

  @Test
  void a_store_in_use_and_one_at_rest_are_sound() {
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      send(store, "here");
      assertThat(SqlitePeerStore.check(file))
          .isEqualTo(new StoreCondition(Kind.SOUND, file + " is sound"));
    }
    assertThat(SqlitePeerStore.check(file).kind()).isEqualTo(Kind.SOUND);
    assertThat(SqlitePeerStore.identify(file).kind()).isEqualTo(Kind.SOUND);
  }

  @Test
  void damage_behind_the_beginning_is_found_by_reading_all_of_it() throws Exception {
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      send(store, "x".repeat(20_000));
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(4_096);
      bytes.write(new byte[4_096]);
    }
    byte[] damaged = Files.readAllBytes(file);
    assertThat(SqlitePeerStore.identify(file).kind()).isEqualTo(Kind.SOUND);
    StoreCondition found = SqlitePeerStore.check(file);
    assertThat(found.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(found.what()).startsWith("the database " + file + " is damaged: ");
    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
  }

  @Test
  void what_open_refuses_or_renames_is_told_apart() throws Exception {
    SqlitePeerStore.open(file).close();
    foreign(file, "PRAGMA user_version = 99");
    is(Kind.NEWER, "the database " + file + " has version 99, this program knows versions up to ");
    Files.delete(file);
    foreign(file, "CREATE TABLE peers (id)", "CREATE TABLE messages (id)");
    is(Kind.CLAUDE_PEERS, file + " is one of the TypeScript claude-peers");
    foreign(file, "DROP TABLE peers");
    is(Kind.FOREIGN, file + " is a database of another program");
    Files.writeString(file, "no database");
    is(Kind.FOREIGN, file + " is no SQLite database");
    Files.writeString(file, "");
    is(Kind.SOUND, file + " is sound");
    Files.delete(file);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlitePeerStore.check(file))
        .withMessageContaining(file.toString());
  }

  private void is(Kind kind, String what) throws Exception {
    byte[] before = Files.readAllBytes(file);
    for (StoreCondition found :
        new StoreCondition[] {SqlitePeerStore.check(file), SqlitePeerStore.identify(file)}) {
      assertThat(found.kind()).isEqualTo(kind);
      assertThat(found.what()).startsWith(what);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }
}
