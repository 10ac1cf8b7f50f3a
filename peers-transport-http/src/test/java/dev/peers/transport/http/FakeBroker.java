package dev.peers.transport.http;

import dev.peers.core.Broker;
import dev.peers.core.BrokerHealth;
import dev.peers.core.Caller;
import dev.peers.core.EventListener;
import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.core.Peers;
import dev.peers.core.Refusal;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.testkit.BrokerOperation;
import dev.peers.testkit.ForwardingBroker;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.ManualClock;
import dev.peers.testkit.ManualScheduler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A broker that knows nobody. Its health is answered at once, a heartbeat when the test says so,
/// sending is refused after the text was noted, and streams stay open until closed, unless they are
/// to fail.
public final class FakeBroker extends ForwardingBroker {
  public final BlockingQueue<CompletableFuture<Outcome<Nothing>>> heartbeats =
      new LinkedBlockingQueue<>();
  public final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  public final BlockingQueue<EventListener> listeners = new LinkedBlockingQueue<>();
  public final BlockingQueue<SubscribeRequest> subscribed = new LinkedBlockingQueue<>();
  public final AtomicInteger closedStreams = new AtomicInteger();

  private final Broker nobody =
      Peers.builder()
          .store(new InMemoryPeerStore())
          .scheduler(new ManualScheduler(new ManualClock()))
          .writer(Runnable::run)
          .open();

  /// What comes of every stream that is asked for, if anything goes wrong.
  public volatile Optional<RuntimeException> failure = Optional.empty();

  /// What it throws at whoever asks for a stream, if anything.
  public volatile Optional<RuntimeException> fault = Optional.empty();

  /// What people should know of it.
  public volatile List<String> warnings = List.of();

  @Override
  public CompletionStage<BrokerHealth> health() {
    return CompletableFuture.completedFuture(
        new BrokerHealth(0, "1.2.3", 4).withWarnings(warnings));
  }

  @Override
  public CompletionStage<Outcome<Nothing>> heartbeat(Caller caller) {
    CompletableFuture<Outcome<Nothing>> answer = new CompletableFuture<>();
    heartbeats.add(answer);
    return answer;
  }

  @Override
  public CompletionStage<Outcome<Sent>> send(SendRequest request) {
    texts.add(request.text());
    return refused();
  }

  @Override
  public CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener) {
    if (request.caller().ref().equals("stranger")) {
      return refused();
    }
    if (fault.isPresent()) {
      throw fault.get();
    }
    if (failure.isPresent()) {
      return CompletableFuture.failedFuture(failure.get());
    }
    subscribed.add(request);
    listeners.add(listener);
    Subscription subscription = closedStreams::incrementAndGet;
    return CompletableFuture.completedFuture(Outcome.done(subscription));
  }

  @Override
  protected <T> CompletionStage<T> forward(
      BrokerOperation operation, Function<Broker, CompletionStage<T>> request) {
    return request.apply(nobody);
  }

  @Override
  public void close() {
    nobody.close();
  }

  private static <T> CompletionStage<Outcome<T>> refused() {
    return CompletableFuture.completedFuture(
        Outcome.refused(Refusal.Code.UNKNOWN_PEER, "nobody is known here"));
  }
}
