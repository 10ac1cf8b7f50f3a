package dev.peers.core.internal;

import dev.peers.core.Caller;
import dev.peers.core.Limits;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.internal.Writer.Written;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.Wake;
import dev.peers.core.port.PeerStore;
import dev.peers.core.port.PeerStore.Draft;
import dev.peers.core.port.PeerStore.Transaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A peer, or a person, sends a message.
@Singleton
final class SendMessage {
  private static final String CLI_PREFIX = "[via CLI, unverified sender] ";

  private final Callers callers;
  private final Directory directory;
  private final PeerStore store;
  private final Reader reader;
  private final Writer writer;
  private final Streams streams;
  private final Wakes wakes;
  private final Mailbox mailbox;
  private final LoopGuard loops;
  private final Clock clock;
  private final Limits limits;
  private final Allowance cliAllowance;

  @Inject
  SendMessage(
      Callers callers,
      Directory directory,
      PeerStore store,
      Reader reader,
      Writer writer,
      Streams streams,
      Wakes wakes,
      Mailbox mailbox,
      LoopGuard loops,
      Clock clock,
      Limits limits) {
    this.callers = callers;
    this.directory = directory;
    this.store = store;
    this.reader = reader;
    this.writer = writer;
    this.streams = streams;
    this.wakes = wakes;
    this.mailbox = mailbox;
    this.loops = loops;
    this.clock = clock;
    this.limits = limits;
    this.cliAllowance = Allowance.sliding(new RateWindow(), limits.messagesPerMinute());
  }

  CompletionStage<Outcome<Sent>> send(SendRequest request) {
    Outcome<Sender> sender = sender(request);
    return switch (sender) {
      case Outcome.Refused<Sender>(Refusal refusal) -> refused(refusal);
      case Outcome.Done<Sender>(Sender from) -> sendFrom(from, request);
    };
  }

  /// Who sends, and how much it may.
  private record Sender(PeerId id, boolean verified, Allowance allowance) {}

  private Outcome<Sender> sender(SendRequest request) {
    int length = request.text().length();
    if (length > limits.messageChars()) {
      return Outcome.refused(
          Code.MESSAGE_TOO_LARGE,
          "Message too large (" + length + " chars, max " + limits.messageChars() + ")");
    }
    Caller from = request.from();
    if (from.isCli()) {
      return Outcome.done(new Sender(PeerId.CLI, false, cliAllowance));
    }
    if (directory.findHere(from.ref()).isEmpty()) {
      return Outcome.refused(Code.UNKNOWN_SENDER, "Unknown sender: " + Shown.ref(from.ref()));
    }
    return callers.authenticate(from).map(this::sender);
  }

  private Sender sender(Entry peer) {
    peer.seen(clock.instant());
    boolean verified = peer.record().secretHash().isPresent();
    Allowance allowance =
        verified
            ? Allowance.withBurst(
                peer.verifiedSendings, limits.verifiedMessagesPerMinute(), limits.verifiedBurst())
            : Allowance.sliding(peer.sendings, limits.messagesPerMinute());
    return new Sender(peer.id(), verified, allowance);
  }

  private CompletionStage<Outcome<Sent>> sendFrom(Sender sender, SendRequest request) {
    boolean probe = directory.byId(sender.id).filter(Entry::isProbe).isPresent();
    Optional<Entry> recipient =
        directory.findHere(request.to()).filter(to -> to.isProbe() == probe);
    if (recipient.isEmpty()) {
      return refused(notFound(request));
    }
    // One that has used up its rate may still repeat a message that it has sent before.
    boolean admitted = sender.allowance.tryTake(clock.instant());
    if (!admitted && request.key().isEmpty()) {
      return refused(rateLimited(sender));
    }
    return checkReply(sender, request)
        .thenCompose(
            refusal ->
                refusal.isPresent()
                    ? CompletableFuture.completedFuture(Outcome.<Delivery>refused(refusal.get()))
                    : writer.write(
                        transaction ->
                            write(transaction, sender, recipient.get(), request, admitted)))
        .whenComplete(
            (outcome, failure) -> {
              if (admitted && (failure != null || !isNew(outcome))) {
                sender.allowance.giveBack();
              }
            })
        .thenCompose(this::finish);
  }

  /// A message on disk, and the wake that it set off, if it is a new one.
  private record Delivery(Message message, Entry to, Optional<CompletableFuture<Wake>> wake) {}

  private static boolean isNew(Outcome<Delivery> outcome) {
    return outcome instanceof Outcome.Done<Delivery>(Delivery delivery)
        && delivery.wake.isPresent();
  }

  private CompletionStage<Optional<Refusal>> checkReply(Sender sender, SendRequest request) {
    if (request.replyTo().isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    long id = request.replyTo().get();
    return reader.read(
        () ->
            store.messages(List.of(id)).stream().anyMatch(m -> m.to().equals(sender.id))
                ? Optional.empty()
                : Optional.of(
                    new Refusal(
                        Code.MESSAGE_NOT_FOUND,
                        "Message " + id + " is not one that you received; leave reply_to out")));
  }

  private Written<Outcome<Delivery>> write(
      Transaction transaction, Sender sender, Entry to, SendRequest request, boolean admitted) {
    Optional<Message> before = request.key().flatMap(key -> transaction.sentWith(sender.id, key));
    if (before.isPresent()) {
      Entry recipient = directory.byId(before.get().to()).orElse(to);
      return Written.of(Outcome.done(new Delivery(before.get(), recipient, Optional.empty())));
    }
    if (!admitted) {
      return Written.of(Outcome.refused(rateLimited(sender)));
    }
    if (!to.isHere()) {
      return Written.of(Outcome.refused(notFound(request)));
    }
    if (to.unread.get() >= limits.unreadPerPeer()) {
      return Written.of(
          Outcome.refused(
              Code.INBOX_FULL,
              "Peer "
                  + to.id()
                  + " has "
                  + to.unread.get()
                  + " unread messages and takes no more until it reads some"));
    }
    Duration delay = loops.delay(sender.id, to.id(), clock.instant());
    return delay.isZero()
        ? append(transaction, sender, to, request)
        : Written.of(Outcome.refused(Code.LOOPING, loops.refusal(to.id(), delay)));
  }

  private Written<Outcome<Delivery>> append(
      Transaction transaction, Sender sender, Entry to, SendRequest request) {
    Instant now = clock.instant();
    String text = sender.id.isCli() ? CLI_PREFIX + request.text() : request.text();
    Message message =
        transaction.append(
            new Draft(
                sender.id, to.id(), text, now, request.replyTo(), sender.verified, request.key()));
    List<Message> answered =
        request
            .replyTo()
            .map(id -> transaction.acknowledge(sender.id, List.of(id), now))
            .orElse(List.of());
    CompletableFuture<Wake> wake = new CompletableFuture<>();
    return Written.of(
        Outcome.done(new Delivery(message, to, Optional.of(wake))),
        () -> {
          loops.sent(sender.id, to.id(), now);
          directory.byId(sender.id).ifPresent(author -> mailbox.wereRead(author, answered, now));
          arrived(message, to, wake);
        });
  }

  private void arrived(Message message, Entry to, CompletableFuture<Wake> wake) {
    Runnable mark = directory.addArrived(to);
    Envelope envelope = directory.envelope(message);
    // The wake begins first: its report may come back while the stream is still being told.
    CompletionStage<Wake> waking = wakes.wake(to, envelope.from());
    streams.tell(to.id(), new MessageArrived(envelope));
    waking.thenAccept(wake::complete);
    mark.run();
  }

  private CompletionStage<Outcome<Sent>> finish(Outcome<Delivery> outcome) {
    return switch (outcome) {
      case Outcome.Refused<Delivery>(Refusal refusal) -> refused(refusal);
      case Outcome.Done<Delivery>(Delivery delivery) -> {
        CompletionStage<Wake> wake =
            delivery.wake.isPresent()
                ? delivery.wake.get()
                : CompletableFuture.completedFuture(delivery.to.lastWake());
        yield wake.thenApply(
            known -> Outcome.done(new Sent(delivery.message, delivery.to.peer().party(), known)));
      }
    };
  }

  private static Refusal notFound(SendRequest request) {
    return new Refusal(Code.PEER_NOT_FOUND, "Peer " + Shown.ref(request.to()) + " not found");
  }

  private Refusal rateLimited(Sender sender) {
    return new Refusal(Code.RATE_LIMITED, sender.allowance.refusal(clock.instant()));
  }

  private static <T> CompletionStage<Outcome<T>> refused(Refusal refusal) {
    return CompletableFuture.completedFuture(Outcome.refused(refusal));
  }
}
