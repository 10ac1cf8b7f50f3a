package dev.peers.sqlite;

import static dev.peers.sqlite.internal.schema.Tables.MESSAGES;
import static dev.peers.sqlite.internal.schema.Tables.PEERS;

import dev.peers.core.StoreException;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore.Draft;
import dev.peers.core.port.PeerStore.Transaction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.exception.DataAccessException;

/// Changes within the transaction that is open on the write connection.
final class SqliteTransaction implements Transaction {
  private final Path file;
  private final Statements statements;
  private boolean ended;
  private Optional<StoreException> failure = Optional.empty();

  SqliteTransaction(Path file, Statements statements) {
    this.file = file;
    this.statements = statements;
  }

  /// Nothing is done in this transaction from now on.
  ///
  /// @throws StoreException if something in it failed: SQLite may have rolled back by itself, and
  ///   whatever came later would have been committed alone
  void end() {
    ended = true;
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  void abandon() {
    ended = true;
  }

  @Override
  public void put(PeerRecord peer) {
    run(
        () -> {
          statements.put(peer);
          return peer;
        });
  }

  @Override
  public void forget(PeerId peer) {
    run(() -> statements.jooq().deleteFrom(PEERS).where(PEERS.ID.eq(peer.value())).execute());
  }

  @Override
  public void erase(PeerId peer) {
    forget(peer);
    run(
        () ->
            statements
                .jooq()
                .deleteFrom(MESSAGES)
                .where(MESSAGES.RECIPIENT.eq(peer.value()))
                .execute());
  }

  @Override
  public Message append(Draft draft) {
    return run(() -> statements.append(draft));
  }

  @Override
  public Optional<Message> sentWith(PeerId sender, String key) {
    return run(() -> statements.sentWith(sender, key));
  }

  @Override
  public List<Message> acknowledge(PeerId recipient, Collection<Long> ids, Instant at) {
    return run(
        () -> {
          List<Message> read = new ArrayList<>();
          for (long id : ids) {
            statements.acknowledge(recipient, id, at).ifPresent(read::add);
          }
          return oldestFirst(read);
        });
  }

  @Override
  public int markPushed(PeerId recipient, Collection<Long> ids, Instant at) {
    return run(
        () -> {
          int pushed = 0;
          for (long id : ids) {
            pushed += statements.markPushed(recipient, id, at);
          }
          return pushed;
        });
  }

  @Override
  public int moveUnread(PeerId from, PeerId to) {
    return run(
        () ->
            statements
                .jooq()
                .update(MESSAGES)
                .set(MESSAGES.RECIPIENT, to.value())
                .where(MESSAGES.RECIPIENT.eq(from.value()))
                .and(MessageQueries.isUnread())
                .execute());
  }

  @Override
  public List<Message> expire(Instant sentBefore, int limit, Instant at) {
    return run(
        () ->
            oldestFirst(
                statements
                    .jooq()
                    .update(MESSAGES)
                    .set(MESSAGES.EXPIRED_AT, at.toEpochMilli())
                    .where(MESSAGES.ID.in(MessageQueries.unreadSentBefore(sentBefore, limit)))
                    .returning()
                    .fetch(Rows::message)));
  }

  @Override
  public int trim(int keep, int limit) {
    return run(
        () ->
            statements
                .jooq()
                .deleteFrom(MESSAGES)
                .where(MESSAGES.ID.in(MessageQueries.surplus(keep, limit)))
                .execute());
  }

  @Override
  public int purge(Instant endedBefore, int limit) {
    return run(
        () ->
            statements
                .jooq()
                .deleteFrom(MESSAGES)
                .where(MESSAGES.ID.in(MessageQueries.endedBefore(endedBefore, limit)))
                .execute());
  }

  @FunctionalInterface
  private interface Change<T> {
    T make() throws SQLException;
  }

  private <T> T run(Change<T> change) {
    if (ended) {
      throw new IllegalStateException("the transaction has ended");
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    try {
      return change.make();
    } catch (DataAccessException | SQLException e) {
      StoreException thrown = Failures.of(file, "could not write the database", e);
      failure = Optional.of(thrown);
      throw thrown;
    }
  }

  /// SQLite returns changed rows in any order.
  private static List<Message> oldestFirst(List<Message> messages) {
    return messages.stream().sorted(Comparator.comparingLong(Message::id)).toList();
  }
}
