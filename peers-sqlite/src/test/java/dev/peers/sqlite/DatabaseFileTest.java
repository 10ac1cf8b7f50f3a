package dev.peers.sqlite;

import static dev.peers.sqlite.Samples.AT_NOON;
import static dev.peers.sqlite.Samples.count;
import static dev.peers.sqlite.Samples.foreign;
import static dev.peers.sqlite.Samples.send;
import static dev.peers.sqlite.Samples.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.core.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseFileTest {
  private final Path folder;
  private final Path file;

  DatabaseFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("peers.db");
  }

  @Test
  void only_the_owner_can_read_what_is_created() throws Exception {
    Path deep = folder.resolve("state/of/peers.db");
    try (SqlitePeerStore store = SqlitePeerStore.open(deep)) {
      send(store, "secret");
      assertThat(permissions(folder.resolve("state"))).isEqualTo("rwx------");
      assertThat(permissions(folder.resolve("state/of"))).isEqualTo("rwx------");
      assertThat(permissions(deep)).isEqualTo("rw-------");
      assertThat(permissions(companion(deep, "-wal"))).isEqualTo("rw-------");
      assertThat(permissions(companion(deep, "-shm"))).isEqualTo("rw-------");
    }
  }

  @Test
  void a_file_that_others_could_read_is_closed_to_them() throws Exception {
    SqlitePeerStore.open(file).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      send(store, "secret");
      assertThat(permissions(file)).isEqualTo("rw-------");
      assertThat(permissions(companion(file, "-wal"))).isEqualTo("rw-------");
    }
  }

  @Test
  void a_path_with_characters_that_mean_something_in_addresses_is_taken_as_it_is() {
    Path odd = folder.resolve("a ?b=c&d#e%20f.db");
    try (SqlitePeerStore store = SqlitePeerStore.open(odd)) {
      send(store, "here");
      assertThat(odd).exists();
      assertThat(waiting(store)).containsExactly("here");
    }
  }

  @Test
  void a_database_of_claude_peers_is_set_aside_with_its_mail() throws Exception {
    foreign(
        file,
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE peers (id TEXT PRIMARY KEY, pid INTEGER NOT NULL)",
        "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL)",
        "INSERT INTO messages (text) VALUES ('old mail')");
    try (SqlitePeerStore store = SqlitePeerStore.open(file, AT_NOON)) {
      assertThat(waiting(store)).isEmpty();
      send(store, "new mail");
    }
    Path aside = folder.resolve("peers.db.claude-peers-20260301-120000");
    assertThat(count(aside, "SELECT count(*) FROM messages WHERE text = 'old mail'")).isEqualTo(1);
  }

  @Test
  void an_unfinished_log_is_set_aside_with_its_database() throws Exception {
    Path old = folder.resolve("old.db");
    foreign(
        old,
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE peers (id)",
        "CREATE TABLE messages (text)");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + old)) {
      Sqlite.execute(connection, "INSERT INTO messages VALUES ('only in the log')");
      copyAll(old, file);
    }
    SqlitePeerStore.open(file, AT_NOON).close();
    Path aside = folder.resolve("peers.db.claude-peers-20260301-120000");
    assertThat(companion(aside, "-wal")).exists();
    assertThat(count(aside, "SELECT count(*) FROM messages")).isEqualTo(1);
  }

  @Test
  void something_of_another_program_is_refused_and_left_alone() throws Exception {
    foreign(file, "CREATE TABLE bookmarks (url)");
    byte[] database = Files.readAllBytes(file);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlitePeerStore.open(file))
        .withMessageContaining("a database of another program");
    assertThat(Files.readAllBytes(file)).isEqualTo(database);

    Path text = Files.writeString(folder.resolve("notes.txt"), "my notes, not a database at all");
    Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlitePeerStore.open(text))
        .withMessageContaining("no SQLite database")
        .withMessageContaining(text.toString());
    assertThat(text).hasContent("my notes, not a database at all");
    assertThat(permissions(text)).isEqualTo("rw-r--r--");
  }

  @Test
  void a_database_that_a_crash_damaged_is_set_aside_and_never_deleted() throws Exception {
    crashed("mail before the damage");
    overwrite(file, 4096, 5 * 4096);
    byte[] damaged = Files.readAllBytes(file);
    byte[] log = Files.readAllBytes(companion(file, "-wal"));
    try (SqlitePeerStore store = SqlitePeerStore.open(file, AT_NOON)) {
      assertThat(waiting(store)).isEmpty();
      send(store, "mail after it");
    }
    Path aside = folder.resolve("peers.db.damaged-20260301-120000");
    assertThat(Files.readAllBytes(aside)).isEqualTo(damaged);
    assertThat(Files.readAllBytes(companion(aside, "-wal"))).isEqualTo(log);
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      assertThat(waiting(store)).containsExactly("mail after it");
    }
  }

  @Test
  void a_second_damaged_database_of_the_same_second_gets_a_name_of_its_own() throws Exception {
    for (int i = 0; i < 2; i++) {
      Files.write(file, new byte[8192]);
      SqlitePeerStore.open(file, AT_NOON).close();
      Files.delete(file);
    }
    assertThat(folder.resolve("peers.db.damaged-20260301-120000")).hasSize(8192);
    assertThat(folder.resolve("peers.db.damaged-20260301-120000-2")).hasSize(8192);
  }

  @Test
  void a_database_that_was_cut_short_is_set_aside() throws Exception {
    SqlitePeerStore.open(file).close();
    try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
      whole.setLength(300);
    }
    try (SqlitePeerStore store = SqlitePeerStore.open(file, AT_NOON)) {
      assertThat(waiting(store)).isEmpty();
    }
    assertThat(folder.resolve("peers.db.damaged-20260301-120000")).hasSize(300);
  }

  @Test
  void an_unfinished_log_that_is_whole_is_taken_over() throws Exception {
    crashed("mail of the log");
    Files.delete(companion(file, "-shm"));
    try (SqlitePeerStore store = SqlitePeerStore.open(file, AT_NOON)) {
      assertThat(waiting(store)).containsExactly("mail of the log");
    }
  }

  @Test
  void a_log_without_its_database_is_set_aside() throws Exception {
    crashed("mail of the log");
    Files.delete(file);
    try (SqlitePeerStore store = SqlitePeerStore.open(file, AT_NOON)) {
      assertThat(waiting(store)).isEmpty();
    }
    assertThat(folder.resolve("peers.db.damaged-20260301-120000-wal")).isNotEmptyFile();
  }

  @Test
  void a_folder_that_cannot_be_written_is_a_clear_error() throws Exception {
    Path unwritable = unwritableFolder();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlitePeerStore.open(unwritable.resolve("peers.db")))
        .withMessageContaining(unwritable.resolve("peers.db").toString())
        .withMessageContaining("check that its folder exists");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlitePeerStore.open(unwritable.resolve("deeper/peers.db")))
        .withMessageContaining("check that its folder exists");
  }

  @Test
  void a_folder_in_place_of_the_file_and_a_file_in_place_of_the_folder_are_clear_errors()
      throws Exception {
    Files.createDirectory(file);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlitePeerStore.open(file))
        .withMessageContaining("is a folder");
    Path plain = Files.createFile(folder.resolve("plain"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlitePeerStore.open(plain.resolve("peers.db")))
        .withMessageContaining(plain.resolve("peers.db").toString());
  }

  /// Leaves a database as a process does that was killed: with mail in an unfinished log.
  private void crashed(String text) throws IOException {
    Path source = folder.resolve("source.db");
    try (SqlitePeerStore store = SqlitePeerStore.open(source)) {
      store.<Integer>write(
          transaction -> {
            for (int i = 0; i < 200; i++) {
              transaction.append(Samples.draft("x".repeat(2_000)));
            }
            return transaction.moveUnread(Samples.BOB, Samples.ALICE);
          });
      store.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      send(store, text);
      copyAll(source, file);
    }
  }

  private static void copyAll(Path from, Path to) throws IOException {
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.copy(
          companion(from, suffix), companion(to, suffix), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void overwrite(Path file, long from, int length) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(from);
      bytes.write("rubbish!".repeat(length / 8).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /// The superuser may write to every folder but those that are no real ones.
  private Path unwritableFolder() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    return Stream.of(closed, Path.of("/proc"), Path.of("/dev/fd"))
        .filter(candidate -> !Files.isWritable(candidate) || candidate.startsWith("/proc"))
        .findFirst()
        .orElseThrow();
  }

  private static Path companion(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
