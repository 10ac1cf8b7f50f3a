package dev.peers.cli.daemon;

import dev.peers.core.Broker;
import dev.peers.core.port.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Stops a broker that nobody has needed for a while.
final class IdleExit {
  private final Duration patience;
  private final Clock clock;
  private final Runnable stop;
  private Instant lastNeeded;

  private IdleExit(Duration patience, Clock clock, Runnable stop) {
    this.patience = patience;
    this.clock = clock;
    this.stop = stop;
    this.lastNeeded = clock.instant();
  }

  /// Looks again and again whether there are peers; calls `stop` once there were none for the whole
  /// time.
  static void watch(
      Broker broker, Duration patience, Clock clock, Scheduler scheduler, Runnable stop) {
    IdleExit exit = new IdleExit(patience, clock, stop);
    Duration pause = patience.dividedBy(10);
    Duration least = Duration.ofMillis(100);
    Duration most = Duration.ofSeconds(15);
    Duration chosen = pause.compareTo(least) < 0 ? least : pause.compareTo(most) > 0 ? most : pause;
    scheduler.every(chosen, () -> broker.health().thenAccept(health -> exit.look(health.peers())));
  }

  private synchronized void look(int peers) {
    Instant now = clock.instant();
    // A clock that was set back must not keep the broker for as long as it was set back.
    if (peers > 0 || now.isBefore(lastNeeded)) {
      lastNeeded = now;
    } else if (Duration.between(lastNeeded, now).compareTo(patience) >= 0) {
      stop.run();
    }
  }
}
