package dev.peers.core.internal;

import dev.peers.core.Caller;
import dev.peers.core.HistoryRequest;
import dev.peers.core.Limits;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent.MessagesRead;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.internal.Writer.Written;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.HistoryQuery;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// A peer reads its mail.
final class Mailbox {
  private final Callers callers;
  private final Directory directory;
  private final PeerStore store;
  private final Reader reader;
  private final Writer writer;
  private final Streams streams;
  private final Clock clock;
  private final Limits limits;

  @Inject
  Mailbox(
      Callers callers,
      Directory directory,
      PeerStore store,
      Reader reader,
      Writer writer,
      Streams streams,
      Clock clock,
      Limits limits) {
    this.callers = callers;
    this.directory = directory;
    this.store = store;
    this.reader = reader;
    this.writer = writer;
    this.streams = streams;
    this.clock = clock;
    this.limits = limits;
  }

  CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller) {
    return switch (callers.authenticateReader(caller)) {
      case Outcome.Refused<Entry>(var refusal) -> refused(refusal);
      case Outcome.Done<Entry>(Entry peer) -> {
        peer.seen(clock.instant());
        // The usual case costs no disk.
        yield peer.unread.get() == 0
            ? CompletableFuture.completedFuture(Outcome.done(List.of()))
            : reader.read(
                () ->
                    Outcome.done(
                        directory.envelopes(
                            Pages.fitting(store.unread(peer.id(), 0, limits.fetchSize())))));
      }
    };
  }

  CompletionStage<Outcome<List<Envelope>>> drain(Caller caller) {
    return switch (callers.authenticate(caller)) {
      case Outcome.Refused<Entry>(var refusal) -> refused(refusal);
      case Outcome.Done<Entry>(Entry peer) -> {
        peer.seen(clock.instant());
        yield peer.unread.get() == 0
            ? CompletableFuture.completedFuture(Outcome.done(List.of()))
            : writer.write(
                transaction -> {
                  // What another job of this transaction reads first is not read again.
                  List<Long> ids =
                      Pages.fitting(store.unread(peer.id(), 0, limits.fetchSize())).stream()
                          .map(Message::id)
                          .toList();
                  Instant now = clock.instant();
                  List<Message> read = transaction.acknowledge(peer.id(), ids, now);
                  return Written.of(
                      Outcome.done(directory.envelopes(read)), () -> wereRead(peer, read, now));
                });
      }
    };
  }

  CompletionStage<Outcome<Integer>> acknowledge(Caller caller, List<Long> ids) {
    return switch (callers.authenticateReader(caller)) {
      case Outcome.Refused<Entry>(var refusal) -> refused(refusal);
      case Outcome.Done<Entry>(Entry peer) -> {
        peer.seen(clock.instant());
        yield ids.isEmpty() || peer.unread.get() == 0
            ? CompletableFuture.completedFuture(Outcome.done(0))
            : writer.write(
                transaction -> {
                  Instant now = clock.instant();
                  List<Message> read = transaction.acknowledge(peer.id(), ids, now);
                  return Written.of(Outcome.done(read.size()), () -> wereRead(peer, read, now));
                });
      }
    };
  }

  CompletionStage<Outcome<List<Envelope>>> history(HistoryRequest request) {
    Outcome<Optional<PeerId>> whose =
        request.caller().isCli()
            ? Outcome.done(Optional.empty())
            : callers.authenticate(request.caller()).map(entry -> Optional.of(entry.id()));
    return switch (whose.flatMap(peer -> query(request, peer))) {
      case Outcome.Refused<HistoryQuery>(var refusal) -> refused(refusal);
      case Outcome.Done<HistoryQuery>(HistoryQuery query) ->
          reader.read(() -> Outcome.done(directory.envelopes(store.history(query))));
    };
  }

  /// What becomes true when a peer has read mail of its own. On the writing thread.
  void wereRead(Entry peer, List<Message> read, Instant at) {
    if (read.isEmpty()) {
      return;
    }
    directory.addUnread(peer, -read.size());
    peer.wakeState.answered();
    Map<PeerId, List<Long>> bySender =
        read.stream()
            .collect(
                Collectors.groupingBy(
                    Message::from,
                    LinkedHashMap::new,
                    Collectors.mapping(Message::id, Collectors.toList())));
    bySender.forEach((sender, ids) -> streams.tell(sender, new MessagesRead(ids, peer.id(), at)));
  }

  private Outcome<HistoryQuery> query(HistoryRequest request, Optional<PeerId> peer) {
    Optional<PeerId> with = Optional.empty();
    if (request.with().isPresent()) {
      String ref = request.with().get();
      with = directory.find(ref).map(Entry::id);
      if (with.isEmpty() && PeerId.isValid(ref)) {
        with = Optional.of(new PeerId(ref));
      }
      if (with.isEmpty()) {
        return Outcome.refused(Code.PEER_NOT_FOUND, "Peer " + Shown.ref(ref) + " not found");
      }
    }
    // A person who looks at one peer sees all of that peer's mail.
    Optional<PeerId> whose = peer.isPresent() ? peer : with;
    Optional<PeerId> other = peer.isPresent() ? with : Optional.empty();
    int asked = request.limit() > 0 ? request.limit() : HistoryRequest.DEFAULT_LIMIT;
    return Outcome.done(
        new HistoryQuery(
            whose,
            other,
            request.search(),
            request.before(),
            Math.min(asked, limits.historySize())));
  }

  private static <T> CompletionStage<Outcome<T>> refused(Refusal refusal) {
    return CompletableFuture.completedFuture(Outcome.refused(refusal));
  }
}
