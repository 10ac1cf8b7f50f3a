package dev.peers.core.internal;

import dev.peers.core.Limits;
import dev.peers.core.Nothing;
import dev.peers.core.internal.Writer.Written;
import dev.peers.core.model.Message;
import dev.peers.core.port.Scheduler;
import dev.peers.core.port.Scheduler.Cancellable;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens by itself: the dead are noticed, orphans ended, old mail given up and deleted.
final class Housekeeping {
  private static final int BATCH = 500;

  private final Liveness liveness;
  private final Directory directory;
  private final Writer writer;
  private final Scheduler scheduler;
  private final Clock clock;
  private final Limits limits;

  @Inject
  Housekeeping(
      Liveness liveness,
      Directory directory,
      Writer writer,
      Scheduler scheduler,
      Clock clock,
      Limits limits) {
    this.liveness = liveness;
    this.directory = directory;
    this.writer = writer;
    this.scheduler = scheduler;
    this.clock = clock;
    this.limits = limits;
  }

  /// Starts it; cancelling what is returned ends it.
  List<Cancellable> start() {
    return List.of(
        scheduler.every(limits.watchPause(), liveness::watch),
        scheduler.every(limits.sweepPause(), liveness::cleanUp),
        // A broker may leave again before its first regular purge.
        scheduler.after(limits.watchPause(), this::purge),
        scheduler.every(limits.purgePause(), this::purge));
  }

  /// Gives up and deletes in small batches, between which others write.
  private void purge() {
    Instant now = clock.instant();
    expire(now.minus(limits.unreadRetention()));
    delete(now.minus(limits.readRetention()));
    directory
        .all()
        .filter(entry -> isForgettable(entry, now.minus(limits.readRetention())))
        .forEach(entry -> forget(entry, now));
  }

  private static boolean isForgettable(Entry entry, Instant goneBefore) {
    Optional<Instant> goneAt = entry.record().peer().goneAt();
    return entry.unread.get() == 0 && goneAt.filter(at -> at.isBefore(goneBefore)).isPresent();
  }

  private void forget(Entry entry, Instant now) {
    writer.writeAlone(
        transaction -> {
          // It may have come back in the meantime.
          if (!isForgettable(entry, now.minus(limits.readRetention()))) {
            return Written.of(Nothing.NOTHING);
          }
          transaction.forget(entry.id());
          return Written.of(Nothing.NOTHING, () -> directory.remove(entry.id()));
        });
  }

  private void expire(Instant sentBefore) {
    writer
        .write(
            transaction -> {
              List<Message> expired = transaction.expire(sentBefore, BATCH, clock.instant());
              return Written.of(
                  expired.size(), () -> expired.forEach(message -> wasExpired(message)));
            })
        .thenAccept(
            count -> {
              if (count == BATCH) {
                expire(sentBefore);
              }
            });
  }

  private void wasExpired(Message message) {
    directory.byId(message.to()).ifPresent(entry -> directory.addUnread(entry, -1));
  }

  private void delete(Instant endedBefore) {
    writer
        .write(transaction -> Written.of(transaction.purge(endedBefore, BATCH)))
        .thenAccept(
            count -> {
              if (count == BATCH) {
                delete(endedBefore);
              }
            });
  }
}
