package dev.peers.core.session;

import dev.peers.core.Broker;
import dev.peers.core.DescribeRequest;
import dev.peers.core.HistoryRequest;
import dev.peers.core.ListRequest;
import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent;
import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.PeerStatus;
import dev.peers.core.PeersException;
import dev.peers.core.Refusal;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.Subscription;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import dev.peers.core.model.Scope;
import dev.peers.core.port.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One's own place in a network: a peer that sends, receives and looks around.
///
/// ```java
/// try (Session me = Session.join(broker, RegisterRequest.program("builds", "/srv/builds"))) {
///   me.onMail(mail -> System.out.println(mail.message().text()));
///   me.send("poker-engine", "The build is green.");
/// }
/// ```
///
/// It does not matter whether the broker lives in this process or behind a socket. The session
/// keeps itself a peer: it gives signs of life, opens its streams again when they break, and
/// registers again under the same identity when the broker has forgotten it. Mail stays unread
/// until [#acknowledge] says otherwise; what was not acknowledged comes again to the next session
/// of the same identity.
///
/// Safe from any thread. Every request returns at once; its stage completes as that of the same
/// request to the [Broker].
public final class Session implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Broker broker;
  private final Membership membership;
  private final RegisterRequest request;
  private final SessionSettings settings;
  private final Scheduler scheduler;
  private final Set<Feed<?>> feeds = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Session(
      Broker broker, Membership membership, RegisterRequest request, SessionSettings settings) {
    this.broker = broker;
    this.membership = membership;
    this.request = request;
    this.settings = settings;
    this.scheduler = settings.scheduler().get();
    scheduler.every(settings.heartbeat(), () -> membership.ask(broker::heartbeat));
  }

  /// Makes a peer of the caller, and waits until it is one. The broker stays the caller's to close,
  /// after the session.
  ///
  /// @throws PeersException if the broker refuses it or cannot be reached
  public static Session join(Broker broker, RegisterRequest request) {
    return join(broker, request, SessionSettings.DEFAULTS);
  }

  /// @throws PeersException if the broker refuses it or cannot be reached
  public static Session join(Broker broker, RegisterRequest request, SessionSettings settings) {
    try {
      return joining(broker, request, settings).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof PeersException problem ? problem : e;
    }
  }

  /// Makes a peer of the caller, without waiting for it.
  public static CompletionStage<Session> joining(
      Broker broker, RegisterRequest request, SessionSettings settings) {
    return Membership.begin(broker, request)
        .thenApply(membership -> new Session(broker, membership, request, settings));
  }

  /// This peer, as it registered last.
  public Peer self() {
    return membership.current().peer();
  }

  /// The other peers within a scope, in order of their registration.
  public CompletionStage<List<PeerStatus>> peers(Scope scope) {
    return broker.list(
        new ListRequest(scope, request.cwd(), request.gitRoot(), Optional.of(self().id().value())));
  }

  /// Says what this peer works on.
  public CompletionStage<Outcome<Peer>> describe(String summary) {
    return membership.ask(
        caller -> broker.describe(new DescribeRequest(caller, summary, Optional.empty())));
  }

  /// Sends a message to the peer of this id or name. It is on disk when the stage completes; no
  /// repetition on the way there makes two of it.
  public CompletionStage<Outcome<Sent>> send(String to, String text) {
    return send(to, text, Optional.empty());
  }

  /// Answers a message, which acknowledges it.
  public CompletionStage<Outcome<Sent>> reply(Envelope to, String text) {
    return send(to.from().id().value(), text, Optional.of(to.message().id()));
  }

  private CompletionStage<Outcome<Sent>> send(String to, String text, Optional<Long> replyTo) {
    Optional<String> key = Optional.of(UUID.randomUUID().toString());
    return membership.ask(caller -> broker.send(new SendRequest(caller, to, text, replyTo, key)));
  }

  /// Sends a message and waits for its answer: the first message that says to answer it, or that
  /// its recipient writes afterwards without saying what it answers.
  ///
  /// @param patience how long to wait after the question is on disk
  public CompletionStage<Reply> ask(String to, String text, Duration patience) {
    return send(to, text)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Refused<Sent>(Refusal refusal) ->
                      CompletableFuture.completedStage(new Reply.Refused(refusal));
                  case Outcome.Done<Sent>(Sent sent) -> awaitReply(sent, patience);
                });
  }

  private CompletionStage<Reply> awaitReply(Sent sent, Duration patience) {
    Question question = new Question(sent);
    feed(question, Optional.of(sent.message().id()), Session::mailIn);
    scheduler.after(
        patience,
        () -> history(Question.LOOK_BACK).whenComplete((past, failure) -> question.timeOut(past)));
    return question.reply();
  }

  /// Marks messages to this peer as read.
  public CompletionStage<Outcome<Integer>> acknowledge(Envelope... mail) {
    List<Long> ids = Stream.of(mail).map(envelope -> envelope.message().id()).toList();
    return membership.ask(caller -> broker.acknowledge(caller, ids));
  }

  /// The unread mail, oldest first, which stays unread.
  public CompletionStage<Outcome<List<Envelope>>> unread() {
    return membership.ask(broker::fetch);
  }

  /// The latest messages, sent and received, newest first.
  public CompletionStage<Outcome<List<Envelope>>> history(int limit) {
    return history(limit, Optional.empty());
  }

  /// The latest messages that contain a text, ignoring ASCII case, newest first.
  public CompletionStage<Outcome<List<Envelope>>> search(String text, int limit) {
    return history(limit, Optional.of(text));
  }

  private CompletionStage<Outcome<List<Envelope>>> history(int limit, Optional<String> search) {
    return membership.ask(
        caller ->
            broker.history(
                new HistoryRequest(caller, limit, Optional.empty(), search, Optional.empty())));
  }

  /// The mail of this peer: first what is unread, then what comes, as fast as the subscriber asks
  /// for it. What it is not ready for waits with the broker. Each subscriber gets all of it, until
  /// it cancels or the session closes.
  public Flow.Publisher<Envelope> mail() {
    return subscriber -> feed(subscriber, Optional.empty(), Session::mailIn);
  }

  private static Optional<Envelope> mailIn(PeerEvent event) {
    return event instanceof MessageArrived(Envelope envelope)
        ? Optional.of(envelope)
        : Optional.empty();
  }

  /// Calls a listener for each message, as [#mail] would. A listener that throws hears nothing
  /// more.
  public Subscription onMail(Consumer<? super Envelope> listener) {
    Listener<Envelope> every = new Listener<>(listener);
    mail().subscribe(every);
    return every;
  }

  /// What happens from now on: peers that come and go, own messages that were read, mail. A
  /// subscriber that falls behind further than the buffer of the session misses what happens until
  /// it has caught up, except for mail.
  public Flow.Publisher<PeerEvent> events() {
    return subscriber -> feed(subscriber, Optional.of(Long.MAX_VALUE), Optional::of);
  }

  /// Calls a listener for each event, as [#events] would.
  public Subscription onEvent(Consumer<? super PeerEvent> listener) {
    Listener<PeerEvent> every = new Listener<>(listener);
    events().subscribe(every);
    return every;
  }

  private <T> void feed(
      Flow.Subscriber<? super T> subscriber,
      Optional<Long> after,
      Function<PeerEvent, Optional<T>> choice) {
    Feed<T> feed =
        new Feed<>(
            broker, membership, scheduler, settings, after, choice, subscriber, feeds::remove);
    feeds.add(feed);
    feed.start();
    if (closed.get()) {
      feed.complete();
    }
  }

  /// Leaves the network: ends all subscriptions and takes the peer off the list. Unread mail is
  /// kept for its return. The stage completes when the broker knows; leaving twice does nothing.
  public CompletionStage<Outcome<Nothing>> leave() {
    if (!closed.compareAndSet(false, true)) {
      return CompletableFuture.completedStage(Outcome.done(Nothing.NOTHING));
    }
    feeds.forEach(Feed::complete);
    scheduler.close();
    return membership.leave();
  }

  /// Leaves the network, and waits a moment for the broker to know. A broker that does not answer
  /// takes the peer off its list when this process has ended.
  @Override
  public void close() {
    leave()
        .<@Nullable Object>thenApply(outcome -> outcome)
        .exceptionally(failure -> null)
        .toCompletableFuture()
        .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
