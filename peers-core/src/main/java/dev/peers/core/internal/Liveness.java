package dev.peers.core.internal;

import dev.peers.core.Cleaned;
import dev.peers.core.Limits;
import dev.peers.core.model.Peer;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.ProcessInspector.Termination;
import dev.peers.core.port.Scheduler;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Tells the living from the dead: a peer whose process has ended is retired, one whose agent has
/// ended is an orphan.
final class Liveness {
  private final Directory directory;
  private final Departures departures;
  private final ProcessInspector processes;
  private final Scheduler scheduler;
  private final Clock clock;
  private final Limits limits;

  @Inject
  Liveness(
      Directory directory,
      Departures departures,
      ProcessInspector processes,
      Scheduler scheduler,
      Clock clock,
      Limits limits) {
    this.directory = directory;
    this.departures = departures;
    this.processes = processes;
    this.scheduler = scheduler;
    this.clock = clock;
    this.limits = limits;
  }

  /// Who is here and lives, by knowledge that is not older than [Limits#livenessFresh]. The dead
  /// that this discovers are retired.
  List<Entry> living() {
    Instant now = clock.instant();
    List<Entry> living = new ArrayList<>();
    for (Entry entry : directory.here()) {
      PeerRecord record = entry.record();
      if (isKnownAlive(entry, now) || isAlive(entry, record, now)) {
        living.add(entry);
      } else {
        departures.retire(entry, record, "its process has ended");
      }
    }
    return living;
  }

  private boolean isKnownAlive(Entry entry, Instant now) {
    Instant checkedAt = entry.checkedAt();
    return !checkedAt.isAfter(now) && now.isBefore(checkedAt.plus(limits.livenessFresh()));
  }

  private boolean isAlive(Entry entry, PeerRecord record, Instant now) {
    boolean alive = processes.isAlive(record.peer().process());
    if (alive) {
      entry.checked(now);
    }
    return alive;
  }

  /// Retires the dead among those that no event stream vouches for.
  void watch() {
    Instant now = clock.instant();
    for (Entry entry : directory.here()) {
      PeerRecord record = entry.record();
      if (!entry.isConnected() && !isAlive(entry, record, now)) {
        departures.retire(entry, record, "its process has ended");
      }
    }
  }

  List<Entry> orphans() {
    return living().stream().filter(this::isOrphan).toList();
  }

  /// An agent that was never seen alive may live where this broker cannot see it.
  private boolean isOrphan(Entry entry) {
    Optional<ProcessRef> agent = entry.record().peer().agent();
    return agent.isPresent() && agent.get().wasSeen() && !processes.isAlive(agent.get());
  }

  /// Ends orphans, and retires them and the dead.
  CompletionStage<Cleaned> cleanUp() {
    List<Peer> terminated = new ArrayList<>();
    List<CompletableFuture<Optional<Peer>>> removals = new ArrayList<>();
    for (Entry entry : directory.here()) {
      PeerRecord record = entry.record();
      boolean dead = !processes.isAlive(record.peer().process());
      if (!dead && isOrphan(entry)) {
        ProcessRef orphan = record.peer().process();
        Termination end = processes.terminate(orphan);
        if (end instanceof Termination.Signalled) {
          terminated.add(entry.peer());
          scheduler.after(limits.killGrace(), () -> processes.kill(orphan));
        }
        dead = !(end instanceof Termination.Failed);
      }
      if (dead) {
        removals.add(retired(entry, record));
      }
    }
    return CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                new Cleaned(
                    terminated, removals.stream().flatMap(r -> r.join().stream()).toList()));
  }

  private CompletableFuture<Optional<Peer>> retired(Entry entry, PeerRecord record) {
    return departures
        .retire(entry, record, "cleaned up")
        .thenApply(gone -> gone ? Optional.of(entry.peer()) : Optional.<Peer>empty())
        .toCompletableFuture();
  }
}
