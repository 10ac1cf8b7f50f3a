package dev.peers.transport.http;

import dev.peers.core.Broker;
import dev.peers.core.BrokerHealth;
import dev.peers.core.Caller;
import dev.peers.core.Cleaned;
import dev.peers.core.DeliveryReport;
import dev.peers.core.DescribeRequest;
import dev.peers.core.EventListener;
import dev.peers.core.HistoryRequest;
import dev.peers.core.KillRequest;
import dev.peers.core.Killed;
import dev.peers.core.ListRequest;
import dev.peers.core.Nothing;
import dev.peers.core.Outcome;
import dev.peers.core.PeerStatus;
import dev.peers.core.Purged;
import dev.peers.core.Refusal;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.SetWakeRequest;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.UnreadSummary;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A broker that knows nobody. Its health is answered at once, a heartbeat when the test says so,
/// sending is refused after the text was noted, and streams stay open until closed, unless they are
/// to fail.
public final class FakeBroker implements Broker {
  public final BlockingQueue<CompletableFuture<Outcome<Nothing>>> heartbeats =
      new LinkedBlockingQueue<>();
  public final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  public final BlockingQueue<EventListener> listeners = new LinkedBlockingQueue<>();
  public final BlockingQueue<SubscribeRequest> subscribed = new LinkedBlockingQueue<>();
  public final AtomicInteger closedStreams = new AtomicInteger();

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
  public CompletionStage<Outcome<Registration>> register(RegisterRequest request) {
    return refused();
  }

  @Override
  public CompletionStage<Outcome<Peer>> describe(DescribeRequest request) {
    return refused();
  }

  @Override
  public CompletionStage<List<PeerStatus>> list(ListRequest request) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller) {
    return refused();
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> drain(Caller caller) {
    return refused();
  }

  @Override
  public CompletionStage<Outcome<Integer>> acknowledge(Caller caller, List<Long> messageIds) {
    return refused();
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> history(HistoryRequest request) {
    return refused();
  }

  @Override
  public CompletionStage<Outcome<Integer>> setWake(SetWakeRequest request) {
    return refused();
  }

  @Override
  public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
    return CompletableFuture.completedFuture(new UnreadSummary(0, List.of(), List.of()));
  }

  @Override
  public CompletionStage<Outcome<Nothing>> unregister(Caller caller) {
    return refused();
  }

  @Override
  public CompletionStage<Outcome<Killed>> kill(KillRequest request) {
    return refused();
  }

  @Override
  public CompletionStage<List<Peer>> orphans() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<Purged> purge() {
    return CompletableFuture.completedFuture(new Purged(0, 0));
  }

  @Override
  public CompletionStage<Cleaned> cleanUp() {
    return CompletableFuture.completedFuture(new Cleaned(List.of(), List.of()));
  }

  @Override
  public CompletionStage<Outcome<Nothing>> report(DeliveryReport report) {
    return refused();
  }

  @Override
  public void close() {}

  private static <T> CompletionStage<Outcome<T>> refused() {
    return CompletableFuture.completedFuture(
        Outcome.refused(Refusal.Code.UNKNOWN_PEER, "nobody is known here"));
  }
}
