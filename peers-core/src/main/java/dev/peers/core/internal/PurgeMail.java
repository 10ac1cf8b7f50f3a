package dev.peers.core.internal;

import dev.peers.core.Limits;
import dev.peers.core.Nothing;
import dev.peers.core.Purged;
import dev.peers.core.internal.Writer.Written;
import dev.peers.core.model.Message;
import dev.peers.core.port.PeerStore.Transaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/// Gives up and deletes old mail, in small batches between which others write, and forgets peers
/// that have been gone for as long.
@Singleton
final class PurgeMail {
  private static final int BATCH = 500;

  private final Directory directory;
  private final Writer writer;
  private final Clock clock;
  private final Limits limits;
  private final Shared<Purged> purging = new Shared<>(this::purgeNow);

  @Inject
  PurgeMail(Directory directory, Writer writer, Clock clock, Limits limits) {
    this.directory = directory;
    this.writer = writer;
    this.clock = clock;
    this.limits = limits;
  }

  /// At somebody's wish: who asks for it believes the clock.
  CompletionStage<Purged> purge() {
    return purging.run();
  }

  private CompletionStage<Purged> purgeNow() {
    return purge(clock.instant());
  }

  /// @param now what the age of mail and peers is counted to
  CompletionStage<Purged> purge(Instant now) {
    Instant endedBefore = now.minus(limits.readRetention());
    directory
        .all()
        .filter(entry -> isForgettable(entry, endedBefore))
        .forEach(entry -> forget(entry, endedBefore));
    return expire(now.minus(limits.unreadRetention()), 0)
        .thenCompose(
            expired ->
                delete(transaction -> transaction.purge(endedBefore, BATCH), 0)
                    .thenCompose(
                        old ->
                            delete(t -> t.trim(limits.messagesKept(), BATCH), old)
                                .thenApply(deleted -> new Purged(expired, deleted))));
  }

  private CompletionStage<Integer> expire(Instant sentBefore, int before) {
    return writer
        .write(
            transaction -> {
              List<Message> expired = transaction.expire(sentBefore, BATCH, clock.instant());
              return Written.of(expired.size(), () -> expired.forEach(this::wasExpired));
            })
        .thenCompose(
            count ->
                count < BATCH
                    ? CompletableFuture.completedFuture(before + count)
                    : expire(sentBefore, before + count));
  }

  private void wasExpired(Message message) {
    directory.byId(message.to()).ifPresent(entry -> directory.addUnread(entry, -1));
  }

  private CompletionStage<Integer> delete(ToIntFunction<Transaction> batch, int before) {
    return writer
        .write(transaction -> Written.of(batch.applyAsInt(transaction)))
        .thenCompose(
            count ->
                count < BATCH
                    ? CompletableFuture.completedFuture(before + count)
                    : delete(batch, before + count));
  }

  private static boolean isForgettable(Entry entry, Instant goneBefore) {
    Optional<Instant> goneAt = entry.record().peer().goneAt();
    return entry.unread.get() == 0 && goneAt.filter(at -> at.isBefore(goneBefore)).isPresent();
  }

  private void forget(Entry entry, Instant goneBefore) {
    writer.writeAlone(
        transaction -> {
          // It may have come back in the meantime.
          if (!isForgettable(entry, goneBefore)) {
            return Written.of(Nothing.NOTHING);
          }
          transaction.forget(entry.id());
          return Written.of(Nothing.NOTHING, () -> directory.remove(entry.id()));
        });
  }
}
