package dev.peers.sqlite;

import dev.peers.core.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/// A few connections that can only read, each used by one thread at a time.
///
/// Thread-safe, for any number of threads, virtual ones too. Who finds all connections in use
/// waits.
final class ReadConnections {
  private static final int SIZE = 4;

  /// Something asked of the database.
  @FunctionalInterface
  interface Reading<T> {
    T from(Connection connection, DSLContext jooq) throws SQLException;
  }

  private record Reader(Connection connection, DSLContext jooq) {}

  private final Path file;
  private final Semaphore permits = new Semaphore(SIZE, true);
  private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  ReadConnections(Path file) {
    this.file = file;
  }

  <T> T read(Reading<T> reading) {
    permits.acquireUninterruptibly();
    try {
      return readWithPermit(reading);
    } finally {
      permits.release();
    }
  }

  /// Waits for those that read, and closes all connections. Doing it again does nothing.
  void close() {
    permits.acquireUninterruptibly(SIZE);
    try {
      closed = true;
      for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
        reader.connection.close();
      }
    } catch (SQLException e) {
      throw Failures.of(file, "could not close the database", e);
    } finally {
      permits.release(SIZE);
    }
  }

  private <T> T readWithPermit(Reading<T> reading) {
    if (closed) {
      throw new StoreException("the database " + file + " is closed");
    }
    try {
      Reader idler = idle.poll();
      Reader reader = idler == null ? open() : idler;
      try {
        return reading.from(reader.connection, reader.jooq);
      } finally {
        idle.push(reader);
      }
    } catch (DataAccessException | SQLException e) {
      throw Failures.of(file, "could not read the database", e);
    }
  }

  private Reader open() throws SQLException {
    Connection connection = Sqlite.openForReading(file);
    return new Reader(connection, Sqlite.jooq(connection));
  }
}
