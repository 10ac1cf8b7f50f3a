package dev.peers.core.internal;

import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent.PeerHere;
import dev.peers.core.Refusal.Code;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.StoreException;
import dev.peers.core.internal.Predecessors.Place;
import dev.peers.core.internal.Writer.Written;
import dev.peers.core.model.Peer;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.model.Workplace;
import dev.peers.core.port.Ids;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore.Transaction;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.Repositories;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Makes a session a peer, or gives it back the identity that it had.
final class RegisterPeer {
  private static final long INIT = 1;

  private final Directory directory;
  private final Predecessors predecessors;
  private final Writer writer;
  private final Streams streams;
  private final Wakes wakes;
  private final ProcessInspector processes;
  private final Repositories repositories;
  private final Ids ids;
  private final Clock clock;

  @Inject
  RegisterPeer(
      Directory directory,
      Predecessors predecessors,
      Writer writer,
      Streams streams,
      Wakes wakes,
      ProcessInspector processes,
      Repositories repositories,
      Ids ids,
      Clock clock) {
    this.directory = directory;
    this.predecessors = predecessors;
    this.writer = writer;
    this.streams = streams;
    this.wakes = wakes;
    this.processes = processes;
    this.repositories = repositories;
    this.ids = ids;
    this.clock = clock;
  }

  CompletionStage<Outcome<Registration>> register(RegisterRequest request) {
    try {
      ProcessRef process =
          processes.find(request.pid()).orElseGet(() -> ProcessRef.unseen(request.pid()));
      Optional<ProcessRef> agent = agent(request, process);
      Workplace workplace =
          new Workplace(request.cwd(), request.gitRoot(), request.gitRoot().map(this::repository));
      return writer.writeAlone(
          transaction -> write(transaction, request, process, agent, workplace));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(invalid(e));
    } catch (UncheckedIOException e) {
      return CompletableFuture.failedFuture(
          new StoreException("The broker cannot look at processes or folders now: " + e, e));
    }
  }

  private String repository(String gitRoot) {
    return repositories.commonFolder(gitRoot).orElse(gitRoot);
  }

  /// The agent that the client names, or else the parent of its process. Whoever has been adopted
  /// by init has no agent that is known.
  private Optional<ProcessRef> agent(RegisterRequest request, ProcessRef process) {
    if (request.agentPid().isPresent()) {
      long pid = request.agentPid().get();
      return Optional.of(processes.find(pid).orElseGet(() -> ProcessRef.unseen(pid)));
    }
    return process.wasSeen()
        ? processes.parentOf(process).filter(parent -> parent.pid() != INIT)
        : Optional.empty();
  }

  private Written<Outcome<Registration>> write(
      Transaction transaction,
      RegisterRequest request,
      ProcessRef process,
      Optional<ProcessRef> agent,
      Workplace workplace) {
    Place place = predecessors.place(request, process, agent);
    Optional<Secret> secret = request.secured() ? Optional.of(ids.secret()) : Optional.empty();
    PeerRecord record;
    try {
      record = record(request, process, agent, workplace, place, secret);
    } catch (IllegalArgumentException e) {
      return Written.of(invalid(e));
    }
    transaction.put(record);
    List<Entry> bequeathing = predecessors.bequeathing(record, place);
    int inherited =
        bequeathing.stream().mapToInt(e -> transaction.moveUnread(e.id(), record.id())).sum();
    int unread = place.resumed().map(e -> e.unread.get()).orElse(0) + inherited;
    return Written.of(
        Outcome.done(new Registration(record.peer(), secret, place.resumed().isPresent(), unread)),
        () -> {
          bequeathing.forEach(e -> directory.setUnread(e, 0));
          here(record, unread);
        });
  }

  private void here(PeerRecord record, int unread) {
    // The mail of a peer that has another agent now does not wait for the agent before.
    directory
        .byId(record.id())
        .filter(e -> !e.record().peer().agent().equals(record.peer().agent()))
        .ifPresent(e -> directory.setUnread(e, 0));
    Entry entry = directory.put(record);
    directory.setUnread(entry, unread);
    entry.checked(clock.instant());
    entry.wakeState.answered();
    streams.tellOthers(entry.id(), new PeerHere(record.peer()));
    if (unread > 0 && !record.selfWakes() && record.wake().isPresent()) {
      wakes.wake(entry, record.peer().party());
    }
  }

  private PeerRecord record(
      RegisterRequest request,
      ProcessRef process,
      Optional<ProcessRef> agent,
      Workplace workplace,
      Place place,
      Optional<Secret> secret) {
    Optional<Peer> before = place.resumed().map(Entry::peer);
    Optional<WakeEndpoint> wake = request.wake().or(() -> inheritedWake(agent));
    Optional<WakeTransport> transport =
        request.selfWake().or(() -> wake.map(WakeEndpoint::transport));
    Instant now = clock.instant();
    Peer peer =
        new Peer(
            place.id(),
            place.name(),
            process,
            agent,
            request.thread(),
            workplace,
            request.tty(),
            request.clientType(),
            request.summary().isEmpty() ? before.map(Peer::summary).orElse("") : request.summary(),
            now,
            now,
            transport,
            before.flatMap(Peer::lastWake),
            before.flatMap(Peer::lastWakeAt),
            secret.isPresent(),
            Optional.empty());
    return new PeerRecord(peer, secret.map(Secret::hash), wake, request.selfWake().isPresent());
  }

  private Optional<WakeEndpoint> inheritedWake(Optional<ProcessRef> agent) {
    return agent.stream()
        .flatMap(directory::ofAgent)
        .flatMap(entry -> entry.record().wake().stream())
        .findFirst();
  }

  private static <T> Outcome<T> invalid(IllegalArgumentException e) {
    return Outcome.refused(Code.INVALID_REQUEST, String.valueOf(e.getMessage()));
  }
}
