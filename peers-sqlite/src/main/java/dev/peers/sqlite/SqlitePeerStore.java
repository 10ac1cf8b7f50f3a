package dev.peers.sqlite;

import static dev.peers.sqlite.internal.schema.Tables.PEERS;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Keeps peers and messages in a SQLite file, durably: what a write returned is on the disk.
///
/// The file and its folder, if they are created, belong to their owner alone. Times are kept in
/// milliseconds. Only one process should have a store open on a file; who makes sure of that is not
/// this class.
///
/// Thread-safe. Reading does not wait for writing.
public final class SqlitePeerStore implements PeerStore {
  final WriteConnection writer;
  private final ReadConnections readers;

  private SqlitePeerStore(Path file) {
    this.writer = WriteConnection.open(file);
    this.readers = new ReadConnections(file);
  }

  /// Opens the store in this file and creates it if need be.
  ///
  /// After a crash the database is checked first. A damaged database, and one of the TypeScript
  /// claude-peers, is renamed to `<file>.damaged-<time>` or `<file>.claude-peers-<time>`, which is
  /// logged, and a new one is started.
  ///
  /// @throws StoreException if the file cannot be written, belongs to something else or was written
  ///   by a newer version of this program; it is left as it is then
  public static SqlitePeerStore open(Path file) {
    return open(file, Clock.systemUTC());
  }

  static SqlitePeerStore open(Path file, Clock clock) {
    return new SqlitePeerStore(DatabaseFile.prepare(file, clock));
  }

  @Override
  public List<PeerRecord> peers() {
    return readers.read(
        (connection, jooq) -> jooq.selectFrom(PEERS).orderBy(PEERS.ID).fetch(Rows::peer));
  }

  @Override
  public Map<PeerId, Integer> unreadCounts() {
    return readers.read(
        (connection, jooq) -> {
          Map<PeerId, Integer> counts = new HashMap<>();
          jooq.fetch(MessageQueries.unreadCounts())
              .forEach(row -> counts.put(new PeerId(row.value1()), row.value2()));
          return counts;
        });
  }

  @Override
  public List<Message> unread(PeerId recipient, long after, int limit) {
    return readers.read(
        (connection, jooq) ->
            jooq.fetch(MessageQueries.unread(recipient, after, limit)).map(Rows::message));
  }

  @Override
  public List<Message> history(HistoryQuery query) {
    return readers.read(
        (connection, jooq) -> jooq.fetch(MessageQueries.history(query)).map(Rows::message));
  }

  @Override
  public List<Message> messages(Collection<Long> ids) {
    return readers.read(
        (connection, jooq) -> jooq.fetch(MessageQueries.messages(ids)).map(Rows::message));
  }

  @Override
  public List<PeerId> unreadSenders(Collection<PeerId> recipients) {
    return readers.read(
        (connection, jooq) ->
            jooq.fetch(MessageQueries.unreadSenders(recipients))
                .map(row -> new PeerId(row.value1())));
  }

  @Override
  public <T> T write(Function<? super Transaction, ? extends T> work) {
    return writer.write(work);
  }

  /// Writes a copy of the store in this file to a new one, as [#backup(Path)] does, without opening
  /// the store: another process may have it open.
  ///
  /// @throws StoreException if there is no store in the file, or the target exists or cannot be
  ///   written
  public static void backup(Path store, Path target) {
    if (Files.notExists(store)) {
      throw new StoreException("there is no database " + store + " to back up");
    }
    ReadConnections readers = new ReadConnections(store.toAbsolutePath().normalize());
    try {
      readers.read(
          (connection, jooq) -> {
            requireOurs(store, connection);
            Backup.write(connection, target.toAbsolutePath().normalize());
            return target;
          });
    } finally {
      readers.close();
    }
  }

  /// Reads the whole file and tells whether it can be used as a store, and whether what is in it
  /// holds together. Changes nothing, and another process may have it open.
  ///
  /// @throws StoreException if there is no such file or it cannot be read
  public static StoreCondition check(Path store) {
    return DatabaseFile.check(store);
  }

  /// Tells by its beginning what a file is, as far as that keeps a store from being opened on it.
  /// Reads no more of it than that, changes nothing, and another process may have it open.
  ///
  /// @throws StoreException if there is no such file or it cannot be read
  public static StoreCondition identify(Path store) {
    return DatabaseFile.identify(store);
  }

  private static void requireOurs(Path file, Connection connection) throws SQLException {
    if (Sqlite.queryInt(connection, "PRAGMA application_id") != Migrations.APPLICATION_ID) {
      throw new StoreException("the database " + file + " is not one of this program's");
    }
  }

  /// Writes a copy of the store to a new file that only its owner can read, while others go on
  /// reading and writing. The copy is a store itself.
  ///
  /// @throws StoreException if the file exists, which is left alone then, or cannot be written
  public void backup(Path file) {
    readers.read(
        (connection, jooq) -> {
          Backup.write(connection, file.toAbsolutePath().normalize());
          return file;
        });
  }

  /// Waits for whoever reads or writes, takes the write-ahead log into the database and closes it.
  /// Closing twice does nothing.
  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
