package dev.peers.sqlite;

import static dev.peers.sqlite.internal.schema.Tables.MESSAGES;
import static dev.peers.sqlite.internal.schema.Tables.PEERS;
import static org.jooq.impl.DSL.param;

import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore.Draft;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;

/// The statements of the write connection. Those that every message and every session needs are
/// prepared once; the others are left to jOOQ. Used by one thread at a time.
final class Statements {
  private final DSLContext jooq;
  private final Prepared put;
  private final Prepared append;
  private final Prepared sentWith;
  private final Prepared acknowledge;
  private final Prepared markPushed;

  Statements(Connection connection, DSLContext jooq) {
    this.jooq = jooq;
    this.put =
        new Prepared(
            connection,
            jooq.render(
                jooq.insertInto(PEERS, PEERS.fields())
                    .values(Stream.of(PEERS.fields()).map(Statements::of).toList())
                    .onConflict(PEERS.ID)
                    .doUpdate()
                    .setAllToExcluded()));
    this.append =
        new Prepared(
            connection,
            jooq.render(
                    jooq.insertInto(MESSAGES)
                        .set(MESSAGES.SENDER, of(MESSAGES.SENDER))
                        .set(MESSAGES.RECIPIENT, of(MESSAGES.RECIPIENT))
                        .set(MESSAGES.BODY, of(MESSAGES.BODY))
                        .set(MESSAGES.SENT_AT, of(MESSAGES.SENT_AT))
                        .set(MESSAGES.REPLY_TO, of(MESSAGES.REPLY_TO))
                        .set(MESSAGES.VERIFIED, of(MESSAGES.VERIFIED))
                        .set(MESSAGES.SENDER_KEY, of(MESSAGES.SENDER_KEY)))
                // jOOQ would leave this out for SQLite, and ask for the row afterwards.
                + " returning id");
    this.sentWith =
        new Prepared(
            connection,
            jooq.render(MessageQueries.sentWith(of(MESSAGES.SENDER), of(MESSAGES.SENDER_KEY))));
    this.acknowledge =
        new Prepared(
            connection,
            jooq.render(
                jooq.update(MESSAGES)
                    .set(MESSAGES.READ_AT, of(MESSAGES.READ_AT))
                    .where(MESSAGES.ID.eq(of(MESSAGES.ID)))
                    .and(MESSAGES.RECIPIENT.eq(of(MESSAGES.RECIPIENT)))
                    .and(MessageQueries.isUnread())
                    .returning()));
    this.markPushed =
        new Prepared(
            connection,
            jooq.render(
                jooq.update(MESSAGES)
                    .set(MESSAGES.PUSHED_AT, of(MESSAGES.PUSHED_AT))
                    .where(MESSAGES.ID.eq(of(MESSAGES.ID)))
                    .and(MESSAGES.RECIPIENT.eq(of(MESSAGES.RECIPIENT)))
                    .and(MESSAGES.PUSHED_AT.isNull())));
  }

  DSLContext jooq() {
    return jooq;
  }

  /// Adds or replaces a peer.
  void put(PeerRecord peer) throws SQLException {
    put.with(Rows.row(peer).intoArray()).executeUpdate();
  }

  Message append(Draft draft) throws SQLException {
    try (ResultSet row =
        append
            .with(
                draft.from().value(),
                draft.to().value(),
                draft.text(),
                draft.sentAt().toEpochMilli(),
                draft.replyTo().orElse(null),
                draft.verified() ? 1 : 0,
                draft.key().orElse(null))
            .executeQuery()) {
      return new Message(
          row.getLong(1),
          draft.from(),
          draft.to(),
          draft.text(),
          // What is stored is told: to the millisecond.
          Instant.ofEpochMilli(draft.sentAt().toEpochMilli()),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          draft.replyTo(),
          draft.verified());
    }
  }

  Optional<Message> sentWith(PeerId sender, String key) throws SQLException {
    try (ResultSet rows = sentWith.with(sender.value(), key).executeQuery()) {
      return rows.next() ? Optional.of(Rows.message(rows)) : Optional.empty();
    }
  }

  /// The message, if it was unread and this recipient's.
  Optional<Message> acknowledge(PeerId recipient, long id, Instant at) throws SQLException {
    try (ResultSet rows =
        acknowledge.with(at.toEpochMilli(), id, recipient.value()).executeQuery()) {
      return rows.next() ? Optional.of(Rows.message(rows)) : Optional.empty();
    }
  }

  /// How many messages that was, one or none.
  int markPushed(PeerId recipient, long id, Instant at) throws SQLException {
    return markPushed.with(at.toEpochMilli(), id, recipient.value()).executeUpdate();
  }

  /// Gives the prepared statements back. After a failure this is necessary, because the driver has
  /// ended the one that failed.
  void close() {
    List.of(put, append, sentWith, acknowledge, markPushed).forEach(Prepared::close);
  }

  private static <T> Param<T> of(Field<T> column) {
    return param(column.getName(), column.getDataType());
  }
}
