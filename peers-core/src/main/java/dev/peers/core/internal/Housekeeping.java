package dev.peers.core.internal;

import dev.peers.core.Limits;
import dev.peers.core.port.Scheduler;
import dev.peers.core.port.Scheduler.Cancellable;
import jakarta.inject.Inject;
import java.util.List;

/// What happens by itself: the dead are noticed, orphans ended, old mail given up and deleted.
final class Housekeeping {
  private final Liveness liveness;
  private final PurgeMail purging;
  private final Scheduler scheduler;
  private final Limits limits;

  @Inject
  Housekeeping(Liveness liveness, PurgeMail purging, Scheduler scheduler, Limits limits) {
    this.liveness = liveness;
    this.purging = purging;
    this.scheduler = scheduler;
    this.limits = limits;
  }

  /// Starts it; cancelling what is returned ends it.
  List<Cancellable> start() {
    return List.of(
        scheduler.every(limits.watchPause(), liveness::watch),
        scheduler.every(limits.sweepPause(), liveness::cleanUp),
        // A broker may leave again before its first regular purge.
        scheduler.after(limits.watchPause(), purging::purge),
        scheduler.every(limits.purgePause(), purging::purge));
  }
}
