package dev.peers.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/// Connections to a database file, set up as this project wants them.
final class Sqlite {
  private static final int BUSY_MILLIS = 5_000;

  /// Every so many pages of 4 kB the write-ahead log goes into the database.
  private static final int CHECKPOINT_PAGES = 1_000;

  /// To this size the write-ahead log shrinks after a burst.
  private static final int LOG_BYTES = 16 * 1024 * 1024;

  static {
    // jOOQ reads these when it is loaded, and otherwise greets in the log of whoever uses it.
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    System.setProperty(
        "org.jooq.log.org.jooq.impl.DefaultExecuteContext.logVersionSupport", "WARN");
  }

  private Sqlite() {}

  static Connection openForWriting(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    config.setJournalSizeLimit(LOG_BYTES);
    // What a statement needs for a moment costs no file.
    config.setTempStore(TempStore.MEMORY);
    return config.createConnection(url(file));
  }

  static Connection openForReading(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setReadOnly(true);
    return config.createConnection(url(file));
  }

  static DSLContext jooq(Connection connection) {
    return DSL.using(
        connection,
        SQLDialect.SQLITE,
        new Settings().withRenderSchema(false).withExecuteLogging(false));
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static int queryInt(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  static String queryText(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  /// As an address, because the driver takes what follows a question mark in a path for options.
  private static String url(Path file) {
    return "jdbc:sqlite:file:" + file.toUri().getRawPath();
  }
}
