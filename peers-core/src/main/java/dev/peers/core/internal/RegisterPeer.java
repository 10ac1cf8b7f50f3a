package dev.peers.core.internal;

import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent.PeerHere;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.StoreException;
import dev.peers.core.Witness;
import dev.peers.core.internal.Admissions.Room;
import dev.peers.core.internal.Predecessors.Place;
import dev.peers.core.internal.Writer.Written;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a session a peer, or gives it back the identity that it had.
final class RegisterPeer {
  private static final long INIT = 1;

  private final Directory directory;
  private final Predecessors predecessors;
  private final Admissions admissions;
  private final Reader reader;
  private final Departures departures;
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
      Admissions admissions,
      Reader reader,
      Departures departures,
      Writer writer,
      Streams streams,
      Wakes wakes,
      ProcessInspector processes,
      Repositories repositories,
      Ids ids,
      Clock clock) {
    this.directory = directory;
    this.predecessors = predecessors;
    this.admissions = admissions;
    this.reader = reader;
    this.departures = departures;
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
      Newcomer newcomer = new Newcomer(request, process, agent, workplace);
      return isWitnessWanted(newcomer)
          ? ask(newcomer)
          : write(newcomer, Proof.of(request.secret()), false);
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
    if (request.clientType().equals(ClientType.PROBE)) {
      // It stands for no agent, whose identity or mail it could take over.
      return Optional.empty();
    }
    if (request.agentPid().isPresent()) {
      long pid = request.agentPid().get();
      return Optional.of(processes.find(pid).orElseGet(() -> ProcessRef.unseen(pid)));
    }
    return process.wasSeen()
        ? processes.parentOf(process).filter(parent -> parent.pid() != INIT)
        : Optional.empty();
  }

  /// A session as it says that it is.
  private record Newcomer(
      RegisterRequest request,
      ProcessRef process,
      Optional<ProcessRef> agent,
      Workplace workplace) {}

  /// Asking the operating system is left to the rare case in which it matters.
  private boolean isWitnessWanted(Newcomer newcomer) {
    return !newcomer.request.witness().equals(Witness.NONE)
        && predecessors.wantsWitness(newcomer.request, newcomer.process, newcomer.agent);
  }

  /// Asks on a thread that may wait for the operating system, and registers then.
  private CompletionStage<Outcome<Registration>> ask(Newcomer newcomer) {
    RegisterRequest request = newcomer.request;
    return reader
        .read(() -> new Proof(request.secret(), Proof.ancestry(request.witness().pid(), processes)))
        .thenCompose(proof -> write(newcomer, proof, true));
  }

  /// A client that got no answer in time asks a second time, and the first request may have come
  /// through meanwhile: then it matters all at once who asks.
  private CompletionStage<Outcome<Registration>> write(
      Newcomer newcomer, Proof proof, boolean asked) {
    return writer
        .<Optional<Outcome<Registration>>>writeNewcomer(
            transaction -> {
              if (!asked && isWitnessWanted(newcomer)) {
                return Written.of(Optional.empty());
              }
              Written<Outcome<Registration>> written = write(transaction, newcomer, proof);
              return Written.of(Optional.of(written.value()), written.onCommit());
            })
        .thenCompose(
            done ->
                done.isPresent() ? CompletableFuture.completedFuture(done.get()) : ask(newcomer));
  }

  private Written<Outcome<Registration>> write(
      Transaction transaction, Newcomer newcomer, Proof proof) {
    RegisterRequest request = newcomer.request;
    Place place = predecessors.place(request, newcomer.process, newcomer.agent, proof);
    Room room = admissions.room(place.resumed());
    Optional<Refusal> tooLong = admissions.objection(request.summary());
    if (tooLong.isPresent()) {
      return Written.of(Outcome.refused(tooLong.get()));
    }
    if (room.refusal().isPresent()) {
      return Written.of(Outcome.refused(room.refusal().get()));
    }
    Optional<Secret> secret = request.secured() ? Optional.of(ids.secret()) : Optional.empty();
    PeerRecord record;
    try {
      record = record(newcomer, place, secret);
    } catch (IllegalArgumentException e) {
      return Written.of(invalid(e));
    }
    Optional<Entry> interim = predecessors.interim(request, newcomer.process, place, proof);
    room.forgotten().ifPresent(old -> transaction.forget(old.id()));
    transaction.put(record);
    List<Entry> bequeathing =
        Stream.concat(predecessors.bequeathing(record, place, proof).stream(), interim.stream())
            .toList();
    int inherited =
        bequeathing.stream().mapToInt(e -> transaction.moveUnread(e.id(), record.id())).sum();
    Written<Boolean> left =
        interim
            .map(e -> departures.leaveEmpty(transaction, e, "its thread is another peer"))
            .orElse(Written.of(false));
    int unread = place.resumed().map(e -> e.unread.get()).orElse(0) + inherited;
    return Written.of(
        Outcome.done(new Registration(record.peer(), secret, place.resumed().isPresent(), unread)),
        () -> {
          bequeathing.forEach(e -> directory.setUnread(e, 0));
          room.forgotten().ifPresent(old -> directory.remove(old.id()));
          left.onCommit().run();
          here(record, unread, proof);
        });
  }

  private void here(PeerRecord record, int unread, Proof proof) {
    Optional<Entry> ofOtherAgent =
        directory
            .byId(record.id())
            .filter(e -> !e.record().peer().agent().equals(record.peer().agent()));
    // The mail of a peer that has another agent now does not wait for the agent before.
    ofOtherAgent.ifPresent(e -> directory.setUnread(e, 0));
    Set<PeerId> kin = kin(record, proof);
    Entry entry = directory.put(record);
    entry.hasShown(kin, proof, ofOtherAgent.isPresent());
    directory.setUnread(entry, unread);
    entry.checked(clock.instant());
    entry.wakeState.answered();
    streams.tellOthers(entry.id(), new PeerHere(record.peer()));
    if (unread > 0 && !record.selfWakes() && record.wake().isPresent()) {
      wakes.wake(entry, record.peer().party());
    }
  }

  private Set<PeerId> kin(PeerRecord record, Proof proof) {
    return record.peer().agent().stream()
        .flatMap(directory::ofAgent)
        .filter(e -> !e.id().equals(record.id()) && proof.showsSecretOf(e.record()))
        .map(Entry::id)
        .collect(Collectors.toSet());
  }

  private PeerRecord record(Newcomer newcomer, Place place, Optional<Secret> secret) {
    RegisterRequest request = newcomer.request;
    Optional<Peer> before = place.resumed().map(Entry::peer);
    Optional<WakeEndpoint> wake = request.wake().or(() -> inheritedWake(newcomer.agent));
    Optional<WakeTransport> transport =
        request.selfWake().or(() -> wake.map(WakeEndpoint::transport));
    Instant now = clock.instant();
    Peer peer =
        new Peer(
            place.id(),
            place.name(),
            newcomer.process,
            newcomer.agent,
            request.thread(),
            newcomer.workplace,
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
