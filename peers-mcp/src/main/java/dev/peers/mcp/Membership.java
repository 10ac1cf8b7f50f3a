package dev.peers.mcp;

import dev.peers.core.Broker;
import dev.peers.core.DeliveryReport;
import dev.peers.core.EventListener;
import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent;
import dev.peers.core.PeersException;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Keeps this agent a peer: registers it, holds one event stream, says that it lives, registers it
/// again whenever the broker lost it or went away, and takes it off the list in the end. One thread
/// does all this; every method is safe from any.
final class Membership {
  private final Supplier<Broker> broker;
  private final Identity identity;
  private final Waits waits;
  private final McpTimings timings;
  private final Runnable onAgentGone;
  private final MembershipState state;
  private final Delivery delivery;
  private final Backoff backoff;

  /// @param onAgentGone run once when the agent has ended
  Membership(
      Supplier<Broker> broker,
      Identity identity,
      Waits waits,
      McpTimings timings,
      Runnable onAgentGone) {
    this.broker = broker;
    this.identity = identity;
    this.waits = waits;
    this.timings = timings;
    this.onAgentGone = onAgentGone;
    this.state = new MembershipState(timings);
    this.delivery =
        new Delivery(
            identity::wakers,
            this::fetchUnread,
            this::report,
            new WakeState(timings.wakeAgain()),
            () -> state.current().ifPresent(self -> state.streamEnded(self, Duration.ZERO)));
    this.backoff = new Backoff(timings.firstRetry(), timings.maxRetry());
  }

  /// Begins the session after the grace that a mere probe does not outlast.
  void beginSoon() {
    begin(timings.beginAfter());
  }

  private void begin(Duration delay) {
    if (state.wantRegistration(delay)) {
      Thread.ofPlatform().daemon().name("peers-session").start(this::run);
    }
  }

  /// This peer, which this brings about if need be.
  ///
  /// @throws NotRegisteredException if that takes too long
  Registration registered(Deadline deadline) throws InterruptedException, NotRegisteredException {
    if (state.current().isEmpty()) {
      begin(Duration.ZERO);
    }
    return state.awaitRegistration(deadline);
  }

  /// Registers again, because this registration is not known any more.
  void renew(Registration lost) {
    state.lost(lost);
  }

  /// Takes note of the Codex thread that this session is.
  void useThread(String id) {
    if (identity.isThread(id)) {
      state.current().ifPresent(state::lost);
    }
  }

  /// The agent has read its mail up to this id. It is told of what came while it was reading.
  void mailRead(long messageId) {
    if (delivery.answered(messageId)) {
      offerUnread();
    }
  }

  /// Tells the agent of the unread mail that it was not handed yet.
  void offerUnread() {
    Thread.ofPlatform()
        .daemon()
        .name("peers-unread")
        .start(
            () ->
                fetchUnread().stream()
                    .filter(envelope -> envelope.message().pushedAt().isEmpty())
                    .forEach(delivery::offerAgain));
  }

  /// Leaves the network, within a bounded time.
  void close() {
    Deadline deadline = Deadline.in(timings.farewell());
    Optional<Registration> last = state.end(deadline);
    if (last.isPresent()) {
      farewell(last.get(), deadline);
    }
    state.closeStream();
  }

  private void farewell(Registration registration, Deadline deadline) {
    try {
      deadline.await(broker.get().unregister(registration.caller()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      Log.get().log(System.Logger.Level.DEBUG, "leaving without a farewell: {0}", e.getMessage());
    }
  }

  private void run() {
    Thread deliveries = delivery.start();
    try {
      for (MembershipState.Step step = state.next(); ; step = state.next()) {
        switch (step) {
          case REGISTER -> register();
          case HEARTBEAT -> heartbeat();
          case LOOK_AT_AGENT -> {
            if (identity.isAgentGone()) {
              onAgentGone.run();
            }
          }
          case END -> {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      deliveries.interrupt();
    }
  }

  private void register() throws InterruptedException {
    Deadline deadline = Deadline.in(timings.callWait());
    try {
      state.closeStream();
      RegisterRequest request = identity.request();
      Registration registration = deadline.await(broker.get().register(request)).orThrow();
      if (!state.registered(registration)) {
        farewell(registration, Deadline.in(timings.farewell()));
        return;
      }
      identity.registeredAs(registration);
      if (!registration.resumed()) {
        delivery.startOver();
      }
      listen(registration, deadline);
      backoff.succeeded();
      if (!identity.isThreadOf(request)) {
        // It became known while this was under way.
        state.lost(registration);
      }
    } catch (PeersException | IllegalArgumentException e) {
      Log.get().log(System.Logger.Level.DEBUG, "not registered: {0}", e.getMessage());
      state.failed(String.valueOf(e.getMessage()), backoff.next());
    }
  }

  private void listen(Registration registration, Deadline deadline) throws InterruptedException {
    Optional<Long> after = Optional.of(delivery.accepted()).filter(id -> id > 0);
    Stream stream = new Stream(registration);
    CompletionStage<Outcome<Subscription>> opening =
        broker.get().subscribe(new SubscribeRequest(registration.caller(), after), stream);
    try {
      state.listening(registration, deadline.await(opening).orThrow());
    } catch (RuntimeException | InterruptedException e) {
      // Should it open late, the next one must not bring the same mail a second time.
      stream.giveUp();
      opening.thenAccept(late -> late.map(Membership::closed));
      throw e;
    }
    // Whoever waits may have missed what came while there was no stream.
    waits.lookAgain();
  }

  private static boolean closed(Subscription subscription) {
    subscription.close();
    return true;
  }

  /// Who holds an event stream open lives, and hears by it that the broker does.
  private void heartbeat() {
    Optional<Registration> current = state.current();
    if (state.isListening()) {
      return;
    }
    current.ifPresent(
        registration ->
            broker
                .get()
                .heartbeat(registration.caller())
                .thenAccept(
                    (Outcome<Nothing> outcome) -> {
                      if (!outcome.isDone()) {
                        state.lost(registration);
                      }
                    }));
  }

  private List<Envelope> fetchUnread() {
    Optional<Registration> current = state.current();
    if (current.isEmpty()) {
      return List.of();
    }
    try {
      Outcome<List<Envelope>> unread =
          broker
              .get()
              .fetch(current.get().caller())
              .toCompletableFuture()
              .get(timings.callWait().toNanos(), TimeUnit.NANOSECONDS);
      return unread instanceof Outcome.Done<List<Envelope>>(List<Envelope> mail) ? mail : List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException | TimeoutException e) {
      return List.of();
    }
  }

  private void report(Wake wake, List<Long> pushed) {
    state
        .current()
        .ifPresent(self -> broker.get().report(new DeliveryReport(self.caller(), wake, pushed)));
  }

  /// The events of one registration.
  private final class Stream implements EventListener {
    private final Registration registration;
    private boolean full;
    private volatile boolean givenUp;

    Stream(Registration registration) {
      this.registration = registration;
    }

    void giveUp() {
      givenUp = true;
    }

    @Override
    public void onEvent(PeerEvent event) {
      if (!givenUp && event instanceof PeerEvent.MessageArrived(Envelope envelope)) {
        arrived(envelope);
      }
    }

    private void arrived(Envelope envelope) {
      if (waits.announce(envelope)) {
        // A waiting call takes this mail: the agent is at it already.
        identity.wakers().stream()
            .findFirst()
            .ifPresent(w -> report(Wake.of(w.transport(), WakeStatus.COALESCED), List.of()));
      } else {
        // What there is no room for stays with the broker, which tells it again on a new stream.
        // Nothing after it may be taken before it.
        full = full || !delivery.offer(envelope);
      }
    }

    @Override
    public void onEnd(String reason) {
      if (!givenUp) {
        state.streamEnded(registration, backoff.next());
      }
    }
  }
}
