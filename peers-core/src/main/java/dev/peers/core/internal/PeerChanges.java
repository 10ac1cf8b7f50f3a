package dev.peers.core.internal;

import dev.peers.core.Caller;
import dev.peers.core.DescribeRequest;
import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent.PeerHere;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SetWakeRequest;
import dev.peers.core.internal.Writer.Written;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore.Transaction;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A peer says something new of itself: that it lives, what it does, how it can be woken, that it
/// leaves.
final class PeerChanges {
  private final Callers callers;
  private final Directory directory;
  private final Departures departures;
  private final Admissions admissions;
  private final Writer writer;
  private final Streams streams;
  private final Clock clock;

  @Inject
  PeerChanges(
      Callers callers,
      Directory directory,
      Departures departures,
      Admissions admissions,
      Writer writer,
      Streams streams,
      Clock clock) {
    this.callers = callers;
    this.directory = directory;
    this.departures = departures;
    this.admissions = admissions;
    this.writer = writer;
    this.streams = streams;
    this.clock = clock;
  }

  Outcome<Nothing> heartbeat(Caller caller) {
    return callers
        .authenticate(caller)
        .map(
            peer -> {
              peer.seen(clock.instant());
              return Nothing.NOTHING;
            });
  }

  CompletionStage<Outcome<Peer>> describe(DescribeRequest request) {
    return writer.writeAlone(
        transaction ->
            switch (callers.authenticate(request.caller())) {
              case Outcome.Refused<Entry>(Refusal refusal) -> Written.of(Outcome.refused(refusal));
              case Outcome.Done<Entry>(Entry peer) -> describe(transaction, peer, request);
            });
  }

  private Written<Outcome<Peer>> describe(
      Transaction transaction, Entry peer, DescribeRequest request) {
    Optional<Entry> holder = request.name().flatMap(name -> directory.find(name.value()));
    if (holder.isPresent() && holder.get() != peer) {
      return Written.of(
          Outcome.refused(
              Code.NAME_TAKEN,
              "The name " + request.name().get() + " belongs to peer " + holder.get().id()));
    }
    Optional<Refusal> tooLong = admissions.objection(request.summary());
    if (tooLong.isPresent()) {
      return Written.of(Outcome.refused(tooLong.get()));
    }
    PeerRecord changed;
    try {
      Peer now = peer.peer().withSummary(request.summary()).withLastSeen(clock.instant());
      changed = peer.record().with(p -> request.name().map(now::withName).orElse(now));
    } catch (IllegalArgumentException e) {
      return Written.of(Outcome.refused(Code.INVALID_REQUEST, String.valueOf(e.getMessage())));
    }
    transaction.put(changed);
    return Written.of(
        Outcome.done(changed.peer()),
        () -> {
          directory.put(changed);
          streams.tellOthers(changed.id(), new PeerHere(changed.peer()));
        });
  }

  CompletionStage<Outcome<Integer>> setWake(SetWakeRequest request) {
    if (!WakeTransport.parse(request.transport()).equals(Optional.of(WakeTransport.CODEX_QUEUE))) {
      return refused("transport must be codex_queue, not " + Shown.ref(request.transport()));
    }
    if (!WakeEndpoint.isThreadId(request.address())) {
      return refused(
          "address must be a Codex thread id (letters, digits, _ . -, at most 128), not "
              + Shown.ref(request.address()));
    }
    WakeEndpoint endpoint =
        new WakeEndpoint(WakeTransport.CODEX_QUEUE, request.address(), Optional.empty());
    return writer.writeAlone(transaction -> setWake(transaction, request.agentPid(), endpoint));
  }

  private Written<Outcome<Integer>> setWake(
      Transaction transaction, long agentPid, WakeEndpoint endpoint) {
    List<PeerRecord> changed =
        directory
            .hereOfAgent(agentPid)
            .map(Entry::record)
            .filter(record -> record.peer().clientType().equals(ClientType.CODEX))
            // An agent process that serves several threads has a peer for each.
            .filter(record -> isOfThread(record.peer(), endpoint.address()))
            .map(record -> record.withWake(endpoint))
            .toList();
    if (changed.isEmpty()) {
      return Written.of(
          Outcome.refused(
              Code.PEER_NOT_FOUND, "No Codex peer of agent PID " + agentPid + " is registered"));
    }
    changed.forEach(transaction::put);
    return Written.of(Outcome.done(changed.size()), () -> changed.forEach(directory::put));
  }

  private static boolean isOfThread(Peer peer, String thread) {
    return peer.thread().isEmpty() || peer.thread().get().equals(thread);
  }

  CompletionStage<Outcome<Nothing>> unregister(Caller caller) {
    return switch (callers.authenticate(caller)) {
      case Outcome.Refused<Entry>(Refusal refusal) ->
          CompletableFuture.completedFuture(Outcome.refused(refusal));
      case Outcome.Done<Entry>(Entry peer) ->
          departures
              .retire(peer, peer.record(), "unregistered")
              .thenApply(gone -> Outcome.done(Nothing.NOTHING));
    };
  }

  private static <T> CompletionStage<Outcome<T>> refused(String text) {
    return CompletableFuture.completedFuture(Outcome.refused(Code.INVALID_REQUEST, text));
  }
}
