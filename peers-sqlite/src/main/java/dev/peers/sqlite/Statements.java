package dev.peers.sqlite;

import static dev.peers.sqlite.internal.schema.Tables.MESSAGES;
import static org.jooq.impl.DSL.param;

import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore.Draft;
import dev.peers.sqlite.internal.schema.tables.records.MessagesRecord;
import java.util.Optional;
import org.jooq.CloseableResultQuery;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Select;
import org.jooq.TableField;

/// The statements of the write connection. Those that every message needs are prepared once, which
/// doubles the messages per second of a single sender. Used by one thread at a time.
final class Statements {
  private final DSLContext jooq;
  private final CloseableResultQuery<MessagesRecord> append;
  private final CloseableResultQuery<MessagesRecord> sentWith;

  Statements(DSLContext jooq) {
    this.jooq = jooq;
    this.append =
        jooq.insertInto(MESSAGES)
            .set(MESSAGES.SENDER, of(MESSAGES.SENDER))
            .set(MESSAGES.RECIPIENT, of(MESSAGES.RECIPIENT))
            .set(MESSAGES.BODY, of(MESSAGES.BODY))
            .set(MESSAGES.SENT_AT, of(MESSAGES.SENT_AT))
            .set(MESSAGES.REPLY_TO, of(MESSAGES.REPLY_TO))
            .set(MESSAGES.VERIFIED, of(MESSAGES.VERIFIED))
            .set(MESSAGES.SENDER_KEY, of(MESSAGES.SENDER_KEY))
            .returning()
            .keepStatement(true);
    Select<MessagesRecord> search =
        MessageQueries.sentWith(of(MESSAGES.SENDER), of(MESSAGES.SENDER_KEY));
    search.attach(jooq.configuration());
    this.sentWith = search.keepStatement(true);
  }

  DSLContext jooq() {
    return jooq;
  }

  MessagesRecord append(Draft draft) {
    append.bind("sender", draft.from().value());
    append.bind("recipient", draft.to().value());
    append.bind("body", draft.text());
    append.bind("sent_at", draft.sentAt().toEpochMilli());
    append.bind("reply_to", draft.replyTo().orElse(null));
    append.bind("verified", draft.verified());
    append.bind("sender_key", draft.key().orElse(null));
    return append.fetchSingle();
  }

  Optional<MessagesRecord> sentWith(PeerId sender, String key) {
    sentWith.bind("sender", sender.value());
    sentWith.bind("sender_key", key);
    return sentWith.fetchOptional();
  }

  /// Gives the prepared statements back; they are prepared again when they are needed. After a
  /// failure this is necessary, because the driver has ended the one that failed.
  void close() {
    append.close();
    sentWith.close();
  }

  private static <T> Param<T> of(TableField<MessagesRecord, T> column) {
    return param(column.getName(), column.getDataType());
  }
}
