package dev.peers.core.internal;

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
import dev.peers.core.port.Scheduler.Cancellable;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/// A network in this process: each request goes to the use case that knows it.
final class NetworkBroker implements Broker {
  private final RegisterPeer registering;
  private final PeerChanges changes;
  private final Views views;
  private final SendMessage sending;
  private final Mailbox mailbox;
  private final KillPeer killing;
  private final Liveness liveness;
  private final Deliveries deliveries;
  private final PurgeMail purging;
  private final Shutdown shutdown;
  private final List<Cancellable> housekeeping;
  private final AtomicBoolean closed = new AtomicBoolean();

  @Inject
  NetworkBroker(
      RegisterPeer registering,
      PeerChanges changes,
      Views views,
      SendMessage sending,
      Mailbox mailbox,
      KillPeer killing,
      Liveness liveness,
      Deliveries deliveries,
      PurgeMail purging,
      Housekeeping housekeeping,
      Shutdown shutdown) {
    this.registering = registering;
    this.changes = changes;
    this.views = views;
    this.sending = sending;
    this.mailbox = mailbox;
    this.killing = killing;
    this.liveness = liveness;
    this.deliveries = deliveries;
    this.purging = purging;
    this.shutdown = shutdown;
    this.housekeeping = housekeeping.start();
  }

  @Override
  public CompletionStage<Outcome<Registration>> register(RegisterRequest request) {
    return registering.register(request);
  }

  @Override
  public CompletionStage<Outcome<Nothing>> heartbeat(Caller caller) {
    return CompletableFuture.completedFuture(changes.heartbeat(caller));
  }

  @Override
  public CompletionStage<Outcome<Peer>> describe(DescribeRequest request) {
    return changes.describe(request);
  }

  @Override
  public CompletionStage<List<PeerStatus>> list(ListRequest request) {
    return views.list(request);
  }

  @Override
  public CompletionStage<Outcome<Sent>> send(SendRequest request) {
    return sending.send(request);
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller) {
    return mailbox.fetch(caller);
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> drain(Caller caller) {
    return mailbox.drain(caller);
  }

  @Override
  public CompletionStage<Outcome<Integer>> acknowledge(Caller caller, List<Long> messageIds) {
    return mailbox.acknowledge(caller, messageIds);
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> history(HistoryRequest request) {
    return mailbox.history(request);
  }

  @Override
  public CompletionStage<Outcome<Integer>> setWake(SetWakeRequest request) {
    return changes.setWake(request);
  }

  @Override
  public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
    return views.unreadSummary(agentPid);
  }

  @Override
  public CompletionStage<Outcome<Nothing>> unregister(Caller caller) {
    return changes.unregister(caller);
  }

  @Override
  public CompletionStage<Outcome<Killed>> kill(KillRequest request) {
    return killing.kill(request);
  }

  @Override
  public CompletionStage<List<Peer>> orphans() {
    return liveness.orphans().thenApply(all -> all.stream().map(Entry::peer).toList());
  }

  @Override
  public CompletionStage<Cleaned> cleanUp() {
    return liveness.cleanUpSoon();
  }

  @Override
  public CompletionStage<Purged> purge() {
    return purging.purge();
  }

  @Override
  public CompletionStage<Outcome<Nothing>> report(DeliveryReport report) {
    return deliveries.report(report);
  }

  @Override
  public CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener) {
    return deliveries.subscribe(request, listener);
  }

  @Override
  public CompletionStage<BrokerHealth> health() {
    return CompletableFuture.completedFuture(views.health());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      housekeeping.forEach(Cancellable::cancel);
      shutdown.run();
    }
  }
}
