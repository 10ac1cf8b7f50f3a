package dev.peers.core.internal;

import dev.peers.core.Limits;
import dev.peers.core.port.Scheduler;
import dev.peers.core.port.Scheduler.Cancellable;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/// What happens by itself: the dead are noticed, orphans ended, old mail given up and deleted.
final class Housekeeping {
  private final Liveness liveness;
  private final PurgeMail purging;
  private final WitnessedTime time;
  private final Scheduler scheduler;
  private final Limits limits;

  @Inject
  Housekeeping(
      Liveness liveness,
      PurgeMail purging,
      WitnessedTime time,
      Scheduler scheduler,
      Limits limits) {
    this.liveness = liveness;
    this.purging = purging;
    this.time = time;
    this.scheduler = scheduler;
    this.limits = limits;
  }

  /// Starts it; cancelling what is returned ends it.
  List<Cancellable> start() {
    return List.of(
        scheduler.every(limits.watchPause(), liveness::watch),
        scheduler.every(limits.sweepPause(), liveness::cleanUp),
        // A broker may leave again before its first regular purge.
        scheduler.after(limits.watchPause(), () -> purge(Duration.ZERO)),
        scheduler.every(limits.purgePause(), () -> purge(limits.purgePause())));
  }

  private void purge(Duration sinceLast) {
    purging.purge(time.after(sinceLast));
  }
}
