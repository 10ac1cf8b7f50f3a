package dev.peers.sqlite;

import dev.peers.core.StoreException;
import dev.peers.core.port.PeerStore.Transaction;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The one connection that changes the database.
///
/// Thread-safe; a second writer waits for the first.
final class WriteConnection {
  private static final System.Logger LOG = System.getLogger(WriteConnection.class.getName());

  private final Path file;
  private final Connection connection;
  private final Statements statements;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  private WriteConnection(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.statements = new Statements(connection, Sqlite.jooq(connection));
  }

  /// Opens the database and brings it up to date.
  static WriteConnection open(Path file) {
    try {
      Connection connection = Sqlite.openForWriting(file);
      try {
        Migrations.run(connection);
        return new WriteConnection(file, connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.of(file, "could not open the database", e);
    }
  }

  <T> T write(Function<? super Transaction, ? extends T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("a write within a write");
    }
    lock.lock();
    try {
      if (closed) {
        throw new StoreException("the database " + file + " is closed");
      }
      execute("BEGIN IMMEDIATE");
      return commitAfter(work);
    } finally {
      lock.unlock();
    }
  }

  void execute(String sql) {
    try {
      Sqlite.execute(connection, sql);
    } catch (SQLException e) {
      throw Failures.of(file, "could not write the database", e);
    }
  }

  String pragma(String name) {
    try {
      return Sqlite.queryText(connection, "PRAGMA " + name);
    } catch (SQLException e) {
      throw Failures.of(file, "could not read the database", e);
    }
  }

  /// Empties the write-ahead log and closes the connection. Doing it again does nothing.
  void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      checkpoint();
      statements.close();
      connection.close();
    } catch (SQLException e) {
      throw Failures.of(file, "could not close the database", e);
    } finally {
      lock.unlock();
    }
  }

  private <T> T commitAfter(Function<? super Transaction, ? extends T> work) {
    SqliteTransaction transaction = new SqliteTransaction(file, statements);
    boolean committed = false;
    try {
      T result = work.apply(transaction);
      transaction.end();
      execute("COMMIT");
      committed = true;
      return result;
    } finally {
      transaction.abandon();
      if (!committed) {
        statements.close();
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      Sqlite.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // After some errors, a full disk among them, SQLite has rolled back by itself.
      LOG.log(Level.DEBUG, "nothing to roll back", e);
    }
  }

  private void checkpoint() {
    try {
      Sqlite.queryInt(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      // What is in the log is safe there; the next start takes it over.
      LOG.log(Level.WARNING, "could not empty the write-ahead log of " + file, e);
    }
  }
}
