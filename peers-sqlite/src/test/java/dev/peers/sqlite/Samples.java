package dev.peers.sqlite;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.Draft;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Stores and mail for the tests.
final class Samples {
  static final PeerId ALICE = new PeerId("a11ce000");
  static final PeerId BOB = new PeerId("b0b00000");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Clock AT_NOON = Clock.fixed(NOON, ZoneOffset.UTC);

  private Samples() {}

  static Draft draft(String text) {
    return new Draft(ALICE, BOB, text, NOON, Optional.empty(), false, Optional.empty());
  }

  static Message send(PeerStore store, String text) {
    return store.write(transaction -> transaction.append(draft(text)));
  }

  static List<String> waiting(PeerStore store) {
    return store.unread(BOB, 0, 1_000_000).stream().map(Message::text).toList();
  }

  /// Runs statements on a file as another program would.
  static void foreign(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static int count(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return Sqlite.queryInt(connection, sql);
    }
  }
}
