package dev.peers.protocol;

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
import dev.peers.core.model.Secret;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Remembers what it is asked, and answers always the same, or refuses, or fails.
final class FakeBroker implements Broker {
  final List<Object> asked = new CopyOnWriteArrayList<>();
  private volatile @Nullable Refusal refusal;
  private volatile @Nullable RuntimeException failure;

  void refuse(Refusal.Code code, String text) {
    refusal = new Refusal(code, text);
  }

  void fail(RuntimeException e) {
    failure = e;
  }

  Object lastAsked() {
    return asked.getLast();
  }

  @Override
  public CompletionStage<Outcome<Registration>> register(RegisterRequest request) {
    Optional<Secret> secret =
        request.secured() ? Optional.of(new Secret("s3cret")) : Optional.empty();
    return outcome(request, new Registration(Samples.ALICE, secret, true, 2));
  }

  @Override
  public CompletionStage<Outcome<Nothing>> heartbeat(Caller caller) {
    return outcome(caller, Nothing.NOTHING);
  }

  @Override
  public CompletionStage<Outcome<Peer>> describe(DescribeRequest request) {
    return outcome(request, Samples.ALICE);
  }

  @Override
  public CompletionStage<List<PeerStatus>> list(ListRequest request) {
    return plain(
        request,
        List.of(
            new PeerStatus(Samples.ALICE, 2, true).withActivity(Samples.BUSY),
            new PeerStatus(Samples.BOB, 0, false)));
  }

  @Override
  public CompletionStage<Outcome<Sent>> send(SendRequest request) {
    Wake wake = Wake.of(WakeTransport.CODEX_QUEUE, WakeStatus.QUEUED);
    return outcome(request, new Sent(Samples.MESSAGE, Samples.BOB.party(), wake));
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller) {
    return outcome(caller, List.of(Samples.ENVELOPE, Samples.READ));
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> drain(Caller caller) {
    return outcome(caller, List.of(Samples.READ));
  }

  @Override
  public CompletionStage<Outcome<Integer>> acknowledge(Caller caller, List<Long> messageIds) {
    return outcome(messageIds, messageIds.size());
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> history(HistoryRequest request) {
    return outcome(request, List.of(Samples.ENVELOPE));
  }

  @Override
  public CompletionStage<Outcome<Integer>> setWake(SetWakeRequest request) {
    return outcome(request, 3);
  }

  @Override
  public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
    return plain(
        agentPid, new UnreadSummary(2, List.of(Samples.BOB.id()), List.of(Samples.ALICE.id())));
  }

  @Override
  public CompletionStage<Outcome<Nothing>> unregister(Caller caller) {
    return outcome(caller, Nothing.NOTHING);
  }

  @Override
  public CompletionStage<Outcome<Killed>> kill(KillRequest request) {
    return outcome(request, new Killed(Samples.BOB, 200));
  }

  @Override
  public CompletionStage<List<Peer>> orphans() {
    return plain("orphans", List.of(Samples.BOB));
  }

  @Override
  public CompletionStage<Purged> purge() {
    return plain("purge", new Purged(3, 4));
  }

  @Override
  public CompletionStage<Cleaned> cleanUp() {
    return plain("cleanUp", new Cleaned(List.of(Samples.BOB), List.of(Samples.BOB, Samples.ALICE)));
  }

  @Override
  public CompletionStage<Outcome<Nothing>> report(DeliveryReport report) {
    return outcome(report, Nothing.NOTHING);
  }

  @Override
  public CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener) {
    return outcome(request, () -> {});
  }

  @Override
  public CompletionStage<BrokerHealth> health() {
    return plain("health", new BrokerHealth(2, "1.2.3", 4711));
  }

  @Override
  public void close() {}

  private <T> CompletionStage<Outcome<T>> outcome(Object request, T value) {
    Refusal refused = refusal;
    return plain(request, refused == null ? Outcome.done(value) : new Outcome.Refused<>(refused));
  }

  private <T> CompletionStage<T> plain(Object request, T value) {
    asked.add(request);
    RuntimeException failed = failure;
    return failed == null
        ? CompletableFuture.completedFuture(value)
        : CompletableFuture.failedFuture(failed);
  }
}
