package dev.peers.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The steps by which a database becomes what this program expects. The number of the last step
/// that was taken is the database's `user_version`.
final class Migrations {
  /// Says in the file's header whose database it is: `peer` in ASCII.
  static final int APPLICATION_ID = 0x70656572;

  /// In order; the first is version 1. A step that was released is never changed.
  static final List<String> STEPS = List.of("V0001__peers_and_messages.sql");

  private Migrations() {}

  static int version() {
    return STEPS.size();
  }

  /// Takes the steps that are missing, each in a transaction of its own.
  static void run(Connection connection) throws SQLException {
    int version = Sqlite.queryInt(connection, "PRAGMA user_version");
    for (int next = version + 1; next <= version(); next++) {
      run(connection, next);
    }
  }

  private static void run(Connection connection, int version) throws SQLException {
    Sqlite.execute(connection, "BEGIN IMMEDIATE");
    try (var statement = connection.createStatement()) {
      // Unlike execute, this runs a script of several statements.
      statement.executeUpdate(script(STEPS.get(version - 1)));
      statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
      statement.executeUpdate("PRAGMA user_version = " + version);
      statement.executeUpdate("COMMIT");
    } catch (SQLException e) {
      rollBack(connection, e);
      throw e;
    }
  }

  /// A failure on the way back is added to the one that caused it. SQLite has often rolled back by
  /// itself.
  static void rollBack(Connection connection, Exception cause) {
    try {
      Sqlite.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static String script(String step) {
    try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + step)) {
      if (in == null) {
        throw new IllegalStateException("the migration " + step + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
