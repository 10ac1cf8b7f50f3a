package dev.peers.sqlite;

import static dev.peers.sqlite.internal.schema.Tables.MESSAGES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.val;

import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore.HistoryQuery;
import dev.peers.sqlite.internal.schema.tables.records.MessagesRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.Table;

/// The questions that are asked of the messages. Each is answered from an index, whatever the
/// number of messages; only a search reads more of them than it returns.
final class MessageQueries {
  private static final Field<Long> ENDED_AT = coalesce(MESSAGES.READ_AT, MESSAGES.EXPIRED_AT);

  private MessageQueries() {}

  /// In exactly these words, because SQLite uses a partial index only if it recognises them.
  static Condition isUnread() {
    return MESSAGES.READ_AT.isNull().and(MESSAGES.EXPIRED_AT.isNull());
  }

  static Select<Record2<String, Integer>> unreadCounts() {
    return select(MESSAGES.RECIPIENT, count())
        .from(MESSAGES)
        .where(isUnread())
        .groupBy(MESSAGES.RECIPIENT);
  }

  static Select<MessagesRecord> unread(PeerId recipient, long after, int limit) {
    return selectFrom(MESSAGES)
        .where(MESSAGES.RECIPIENT.eq(recipient.value()))
        .and(MESSAGES.ID.gt(after))
        .and(isUnread())
        .orderBy(MESSAGES.ID)
        .limit(limit);
  }

  static Select<Record1<String>> unreadSenders(Collection<PeerId> recipients) {
    return select(MESSAGES.SENDER)
        .from(MESSAGES)
        .where(MESSAGES.RECIPIENT.in(recipients.stream().map(PeerId::value).toList()))
        .and(isUnread())
        .groupBy(MESSAGES.SENDER)
        .orderBy(min(MESSAGES.ID));
  }

  static Select<MessagesRecord> messages(Collection<Long> ids) {
    return selectFrom(MESSAGES).where(MESSAGES.ID.in(ids)).orderBy(MESSAGES.ID);
  }

  static Select<MessagesRecord> history(HistoryQuery query) {
    Condition rest = matches(query);
    Optional<PeerId> one = query.peer().or(query::with);
    if (one.isEmpty()) {
      return newest(rest, query.limit());
    }
    String peer = one.get().value();
    Condition sent = MESSAGES.SENDER.eq(peer);
    Condition received = MESSAGES.RECIPIENT.eq(peer);
    if (query.peer().isPresent() && query.with().isPresent()) {
      sent = sent.and(MESSAGES.RECIPIENT.eq(query.with().get().value()));
      received = received.and(MESSAGES.SENDER.eq(query.with().get().value()));
    }
    // One question with OR would make SQLite collect and sort all mail of the peer. The newest of
    // each side are enough.
    Table<Record1<Long>> outgoing = newestIds(sent.and(rest), query.limit()).asTable("outgoing");
    Table<Record1<Long>> incoming =
        newestIds(received.and(rest), query.limit()).asTable("incoming");
    return newest(
        MESSAGES.ID.in(
            select(outgoing.field(MESSAGES.ID))
                .from(outgoing)
                .unionAll(select(incoming.field(MESSAGES.ID)).from(incoming))),
        query.limit());
  }

  static Select<MessagesRecord> sentWith(Field<String> sender, Field<String> key) {
    return selectFrom(MESSAGES).where(MESSAGES.SENDER.eq(sender)).and(MESSAGES.SENDER_KEY.eq(key));
  }

  static Select<Record1<Long>> unreadSentBefore(Instant time, int limit) {
    return select(MESSAGES.ID)
        .from(MESSAGES)
        .where(isUnread())
        .and(MESSAGES.SENT_AT.lt(time.toEpochMilli()))
        // For the plain id SQLite would rather go through the whole table in its order.
        .orderBy(MESSAGES.ID.plus(inline(0)))
        .limit(limit);
  }

  static Select<Record1<Long>> endedBefore(Instant time, int limit) {
    return select(MESSAGES.ID)
        .from(MESSAGES)
        .where(ENDED_AT.isNotNull())
        .and(ENDED_AT.lt(time.toEpochMilli()))
        .orderBy(ENDED_AT)
        .limit(limit);
  }

  static Select<Record1<Long>> surplus(int keep, int limit) {
    return select(MESSAGES.ID)
        .from(MESSAGES)
        .where(MESSAGES.ID.le(field(select(max(MESSAGES.ID)).from(MESSAGES)).minus(keep)))
        .and(ENDED_AT.isNotNull())
        .orderBy(MESSAGES.ID)
        .limit(limit);
  }

  private static Select<MessagesRecord> newest(Condition which, int limit) {
    return selectFrom(MESSAGES).where(which).orderBy(MESSAGES.ID.desc()).limit(limit);
  }

  private static Select<Record1<Long>> newestIds(Condition which, int limit) {
    return select(MESSAGES.ID).from(MESSAGES).where(which).orderBy(MESSAGES.ID.desc()).limit(limit);
  }

  private static Condition matches(HistoryQuery query) {
    Condition matches = noCondition();
    if (query.before().isPresent()) {
      matches = matches.and(MESSAGES.ID.lt(query.before().get()));
    }
    if (query.search().isPresent()) {
      // SQLite's lower() knows ASCII letters only, and position() no wildcards.
      matches = matches.and(position(lower(MESSAGES.BODY), lower(val(query.search().get()))).gt(0));
    }
    return matches;
  }
}
