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
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Tells the living from the dead: a peer whose process has ended is retired, one whose agent has
/// ended is an orphan.
@Singleton
final class Liveness {
  /// So many processes are looked at within a quarter of a millisecond.
  private static final int AT_ONCE = 32;

  private final Directory directory;
  private final Departures departures;
  private final ProcessInspector processes;
  private final Scheduler scheduler;
  private final Clock clock;
  private final Limits limits;
  private final Set<Entry> retiring = ConcurrentHashMap.newKeySet();
  private final Shared<List<Entry>> looking;
  private final Shared<List<Entry>> orphans;
  private final Shared<Cleaned> cleaning;

  @Inject
  Liveness(
      Directory directory,
      Departures departures,
      ProcessInspector processes,
      Reader reader,
      Scheduler scheduler,
      Clock clock,
      Limits limits) {
    this.directory = directory;
    this.departures = departures;
    this.processes = processes;
    this.scheduler = scheduler;
    this.clock = clock;
    this.limits = limits;
    this.looking = new Shared<>(() -> reader.read(this::living));
    this.orphans =
        new Shared<>(() -> reader.read(() -> living().stream().filter(this::isOrphan).toList()));
    this.cleaning = new Shared<>(() -> reader.read(this::cleanUp).thenCompose(cleaned -> cleaned));
  }

  /// Who is here and lives, by knowledge that is not older than [Limits#livenessFresh]; who holds
  /// an event stream open lives. The dead that this discovers are retired.
  List<Entry> living() {
    Instant now = clock.instant();
    Instant oldest = now.minus(limits.livenessFresh());
    List<Entry> living = new ArrayList<>();
    for (Entry entry : directory.here()) {
      PeerRecord record = entry.record();
      if (isKnownAlive(entry, oldest, now) || isAlive(entry, record, now)) {
        living.add(entry);
      } else {
        retire(entry, record);
      }
    }
    return living;
  }

  /// The same for a thread that must not wait: where more than a few processes must be looked at,
  /// another thread does that, once for all who ask meanwhile.
  CompletionStage<List<Entry>> livingSoon() {
    Instant now = clock.instant();
    Instant oldest = now.minus(limits.livenessFresh());
    int unknown = 0;
    for (Entry entry : directory.here()) {
      unknown += isKnownAlive(entry, oldest, now) ? 0 : 1;
    }
    return unknown <= AT_ONCE ? CompletableFuture.completedFuture(living()) : looking.run();
  }

  /// Whoever asks finds the same dead again until that they left is on disk.
  private void retire(Entry entry, PeerRecord record) {
    if (retiring.add(entry)) {
      departures
          .retire(entry, record, "its process has ended")
          .whenComplete((gone, failure) -> retiring.remove(entry));
    }
  }

  private static boolean isKnownAlive(Entry entry, Instant oldest, Instant now) {
    Instant checkedAt = entry.checkedAt();
    return entry.isConnected() || (checkedAt.isAfter(oldest) && !checkedAt.isAfter(now));
  }

  private boolean isAlive(Entry entry, PeerRecord record, Instant now) {
    boolean alive = processes.isAlive(record.peer().process());
    if (alive) {
      entry.checked(now);
    }
    return alive;
  }

  /// Retires the dead among those that no event stream vouches for, and notes that the others live.
  void watch() {
    Instant now = clock.instant();
    for (Entry entry : directory.here()) {
      PeerRecord record = entry.record();
      if (entry.isConnected()) {
        entry.connectedAt(now);
      } else if (!isAlive(entry, record, now)) {
        retire(entry, record);
      }
    }
  }

  CompletionStage<List<Entry>> orphans() {
    return orphans.run();
  }

  /// An agent that was never seen alive may live where this broker cannot see it.
  private boolean isOrphan(Entry entry) {
    Optional<ProcessRef> agent = entry.record().peer().agent();
    return agent.isPresent() && agent.get().wasSeen() && !processes.isAlive(agent.get());
  }

  /// [#cleanUp] for a thread that must not wait.
  CompletionStage<Cleaned> cleanUpSoon() {
    return cleaning.run();
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
        Termination end = isNeeded(orphan) ? new Termination.Gone() : processes.terminate(orphan);
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

  /// Whether this broker or a session that is no orphan runs in the process or below it. Then it is
  /// no server that was left over, whatever was said when it registered; it only leaves the list.
  private boolean isNeeded(ProcessRef process) {
    return Proof.ancestry(Optional.of(ProcessHandle.current().pid()), processes).contains(process)
        || directory.here().stream()
            .filter(other -> !isOrphan(other))
            .map(other -> other.record().peer().process())
            .anyMatch(p -> Proof.ancestry(Optional.of(p.pid()), processes).contains(process));
  }

  private CompletableFuture<Optional<Peer>> retired(Entry entry, PeerRecord record) {
    return departures
        .retire(entry, record, "cleaned up")
        .thenApply(gone -> gone ? Optional.of(entry.peer()) : Optional.<Peer>empty())
        .toCompletableFuture();
  }
}
