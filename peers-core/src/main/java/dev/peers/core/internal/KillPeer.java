package dev.peers.core.internal;

import dev.peers.core.Caller;
import dev.peers.core.KillRequest;
import dev.peers.core.Killed;
import dev.peers.core.Limits;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.Witness;
import dev.peers.core.model.Peer;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.ProcessInspector.Termination;
import dev.peers.core.port.Scheduler;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Ends the agent session of a peer: the agent itself, never only its MCP server, and only if it is
/// still the very process that was recorded.
final class KillPeer {
  private final Callers callers;
  private final Directory directory;
  private final Departures departures;
  private final Reader reader;
  private final ProcessInspector processes;
  private final Scheduler scheduler;
  private final Limits limits;

  @Inject
  KillPeer(
      Callers callers,
      Directory directory,
      Departures departures,
      Reader reader,
      ProcessInspector processes,
      Scheduler scheduler,
      Limits limits) {
    this.callers = callers;
    this.directory = directory;
    this.departures = departures;
    this.reader = reader;
    this.processes = processes;
    this.scheduler = scheduler;
    this.limits = limits;
  }

  CompletionStage<Outcome<Killed>> kill(KillRequest request) {
    Outcome<Optional<Entry>> killer = killer(request.from());
    return switch (killer.flatMap(from -> target(from, request.target()))) {
      case Outcome.Refused<Entry>(Refusal refusal) ->
          CompletableFuture.completedFuture(Outcome.refused(refusal));
      case Outcome.Done<Entry>(Entry target) ->
          request.witness().equals(Witness.NONE)
              ? end(target)
              : endUnlessOwn(target, request.witness());
    };
  }

  /// Whoever asks, for a person or as whatever peer: it never ends the agent that it runs in.
  private CompletionStage<Outcome<Killed>> endUnlessOwn(Entry target, Witness witness) {
    return reader
        .read(() -> Proof.ancestry(witness.pid(), processes))
        .thenCompose(
            ancestry ->
                target.record().peer().agent().filter(ancestry::contains).isPresent()
                    ? CompletableFuture.completedFuture(
                        Outcome.refused(Code.KILL_REFUSED, "Cannot kill yourself"))
                    : end(target));
  }

  private Outcome<Optional<Entry>> killer(Caller from) {
    if (from.isCli()) {
      return Outcome.done(Optional.empty());
    }
    if (directory.findHere(from.ref()).isEmpty()) {
      return Outcome.refused(Code.KILL_REFUSED, "kill_peer requires a registered from_id");
    }
    return callers.authenticate(from).map(Optional::of);
  }

  private Outcome<Entry> target(Optional<Entry> killer, String ref) {
    Optional<Entry> found = directory.findHere(ref);
    if (found.isEmpty()) {
      return Outcome.refused(Code.PEER_NOT_FOUND, "Peer " + Shown.ref(ref) + " not found");
    }
    Entry target = found.get();
    if (killer.isPresent() && killer.get() == target) {
      return Outcome.refused(Code.KILL_REFUSED, "Cannot kill yourself");
    }
    Optional<ProcessRef> agent = target.record().peer().agent();
    if (agent.isEmpty()) {
      return failed(target.record().peer().process().pid(), "its agent process is not known");
    }
    if (killer.isPresent() && isSelfOrAncestor(agent.get(), killer.get().record().peer())) {
      return Outcome.refused(Code.KILL_REFUSED, "Cannot kill yourself");
    }
    if (isSelfOrAncestor(agent.get(), processes.find(ProcessHandle.current().pid()))) {
      return failed(agent.get().pid(), "the broker runs in it");
    }
    return isShared(target, agent.get())
        ? failed(agent.get().pid(), "it serves other sessions too; end this one in its own client")
        : Outcome.done(target);
  }

  private boolean isSelfOrAncestor(ProcessRef agent, Peer killer) {
    return killer.agent().filter(agent::equals).isPresent()
        || isSelfOrAncestor(agent, Optional.of(killer.process()));
  }

  private boolean isSelfOrAncestor(ProcessRef agent, Optional<ProcessRef> process) {
    return Proof.ancestry(process.map(ProcessRef::pid), processes).contains(agent);
  }

  private boolean isShared(Entry target, ProcessRef agent) {
    Optional<String> thread = target.record().peer().thread();
    return directory
        .ofAgent(agent)
        .filter(Entry::isHere)
        .anyMatch(other -> other != target && !other.record().peer().thread().equals(thread));
  }

  private CompletionStage<Outcome<Killed>> end(Entry target) {
    PeerRecord record = target.record();
    ProcessRef agent = record.peer().agent().orElseThrow();
    Termination termination = agent.wasSeen() ? processes.terminate(agent) : new Termination.Gone();
    return switch (termination) {
      case Termination.Failed(String reason) ->
          CompletableFuture.completedFuture(failed(agent.pid(), reason));
      case Termination.Gone() ->
          CompletableFuture.completedFuture(failed(agent.pid(), "no such process"));
      case Termination.Signalled() -> {
        scheduler.after(limits.killGrace(), () -> processes.kill(agent));
        Peer peer = target.peer();
        yield departures
            .retire(target, record, "its agent was ended")
            .thenApply(gone -> Outcome.done(new Killed(peer, agent.pid())));
      }
    };
  }

  private static <T> Outcome<T> failed(long pid, String reason) {
    return Outcome.refused(Code.KILL_REFUSED, "Failed to kill PID " + pid + ": " + reason);
  }
}
