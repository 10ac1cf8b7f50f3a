package dev.peers.sqlite;

import static dev.peers.sqlite.Samples.count;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore.HistoryQuery;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Databases as brokers of each version of the schema left them, kept as `version-N.db`. Each holds
/// the same: two peers, a message that was read and three that were not.
final class OlderVersionsTest {
  private static final PeerId ENGINE = new PeerId("42379146");
  private static final PeerId WEB = new PeerId("dccf435e");

  private final Path folder;

  OlderVersionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<Integer> versions() {
    return IntStream.rangeClosed(1, Migrations.version()).boxed();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void peers_and_mail_of_an_older_version_are_kept_and_its_schema_becomes_that_of_a_new_database(
      int version) throws Exception {
    Path file = folder.resolve("peers.db");
    try (InputStream kept = getClass().getResourceAsStream("version-" + version + ".db")) {
      Files.copy(
          Objects.requireNonNull(kept, "a database of version " + version + " has to be kept"),
          file);
    }
    assertThat(count(file, "PRAGMA user_version")).isEqualTo(version);
    assertThat(SqlitePeerStore.check(file).kind()).isEqualTo(StoreCondition.Kind.SOUND);

    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      assertThat(store.peers())
          .extracting(record -> record.peer().name().value() + " " + record.peer().summary())
          .containsExactly("poker-engine makes it fast", "web ");
      assertThat(store.unread(WEB, 0, 10))
          .extracting(Message::text)
          .containsExactly(
              "Is it done? Ünïcode ✓\nsecond line", "[via CLI, unverified sender] from a person");
      assertThat(store.unread(ENGINE, 0, 10)).extracting(Message::text).containsExactly("not yet");
      assertThat(store.history(HistoryQuery.of(WEB, 10))).hasSize(4);
      assertThat(Samples.send(store, "goes on").id()).isEqualTo(5);
    }
    assertThat(count(file, "PRAGMA user_version")).isEqualTo(Migrations.version());
    Path fresh = folder.resolve("new.db");
    SqlitePeerStore.open(fresh).close();
    assertThat(schema(file)).isEqualTo(schema(fresh)).isNotEmpty();
  }

  private static Set<String> schema(Path file) throws SQLException {
    Set<String> statements = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")) {
      while (rows.next()) {
        statements.add(rows.getString(1));
      }
    }
    return statements;
  }
}
