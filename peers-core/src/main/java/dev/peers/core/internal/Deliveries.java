package dev.peers.core.internal;

import dev.peers.core.DeliveryReport;
import dev.peers.core.EventListener;
import dev.peers.core.Limits;
import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.StoreException;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.internal.Pages.Mail;
import dev.peers.core.internal.Writer.Written;
import dev.peers.core.port.PeerStore;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Opens event streams, and hears how what they brought was handed on.
final class Deliveries {
  /// Onlookers share so many times what one peer may have.
  private static final int ONLOOKERS = 4;

  private static final Mail NO_MAIL = new Mail(List.of(), false);

  private final Callers callers;
  private final Directory directory;
  private final PeerStore store;
  private final Writer writer;
  private final Streams streams;
  private final Wakes wakes;
  private final Clock clock;
  private final Limits limits;

  @Inject
  Deliveries(
      Callers callers,
      Directory directory,
      PeerStore store,
      Writer writer,
      Streams streams,
      Wakes wakes,
      Clock clock,
      Limits limits) {
    this.callers = callers;
    this.directory = directory;
    this.store = store;
    this.writer = writer;
    this.streams = streams;
    this.wakes = wakes;
    this.clock = clock;
    this.limits = limits;
  }

  /// Opens on the writing thread: what was committed before is told first, what is committed
  /// afterwards follows, and nothing falls in between.
  CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener) {
    CompletableFuture<Outcome<Subscription>> opened = new CompletableFuture<>();
    writer
        .writeAlone(
            transaction -> {
              Outcome<Optional<Entry>> peer =
                  request.caller().isCli()
                      ? Outcome.done(Optional.empty())
                      : callers.authenticate(request.caller()).map(Optional::of);
              Mail waiting =
                  peer instanceof Outcome.Done<Optional<Entry>>(Optional<Entry> entry)
                      ? waiting(entry, request)
                      : NO_MAIL;
              return Written.of(opened, () -> opened.complete(open(peer, waiting, listener)));
            })
        .whenComplete(
            (done, failure) -> {
              // Nothing happens here if the stream is open.
              opened.completeExceptionally(
                  failure != null ? failure : new StoreException("The listener failed at once"));
            });
    return opened;
  }

  private Mail waiting(Optional<Entry> peer, SubscribeRequest request) {
    return peer.filter(entry -> entry.unread.get() > 0)
        .map(
            entry ->
                Pages.unread(store, entry.id(), request.after().orElse(0L), limits.fetchSize()))
        .orElse(NO_MAIL);
  }

  private Outcome<Subscription> open(
      Outcome<Optional<Entry>> peer, Mail waiting, EventListener listener) {
    return peer.flatMap(
        entry -> {
          if (isCrowded(entry)) {
            return Outcome.refused(Code.BUSY, crowded(entry));
          }
          waiting
              .messages()
              .forEach(m -> listener.onEvent(new MessageArrived(directory.envelope(m))));
          if (waiting.hasMore()) {
            // Nothing may come before the rest: the listener asks for it by connecting again.
            listener.onEnd("more mail waits than one stream brings at once");
            return Outcome.done(() -> {});
          }
          return Outcome.done(streams.add(entry, listener));
        });
  }

  private boolean isCrowded(Optional<Entry> peer) {
    return peer.isPresent()
        ? peer.get().streams.get() >= limits.streamsPerPeer()
        : streams.onlookers() >= ONLOOKERS * limits.streamsPerPeer();
  }

  private String crowded(Optional<Entry> peer) {
    return peer.map(entry -> "Peer " + entry.id() + " has ").orElse("Onlookers have ")
        + (peer.isPresent() ? limits.streamsPerPeer() : ONLOOKERS * limits.streamsPerPeer())
        + " event streams open, and no more are opened; end one first";
  }

  CompletionStage<Outcome<Nothing>> report(DeliveryReport report) {
    return switch (callers.authenticate(report.caller())) {
      case Outcome.Refused<Entry>(Refusal refusal) ->
          CompletableFuture.completedFuture(Outcome.refused(refusal));
      case Outcome.Done<Entry>(Entry peer) -> {
        peer.seen(clock.instant());
        wakes.settle(peer, report.wake());
        yield report.pushed().isEmpty()
            ? CompletableFuture.completedFuture(Outcome.done(Nothing.NOTHING))
            : markPushed(peer, report.pushed());
      }
    };
  }

  private CompletionStage<Outcome<Nothing>> markPushed(Entry peer, List<Long> ids) {
    return writer.write(
        transaction -> {
          transaction.markPushed(peer.id(), ids, clock.instant());
          return Written.of(Outcome.done(Nothing.NOTHING));
        });
  }
}
