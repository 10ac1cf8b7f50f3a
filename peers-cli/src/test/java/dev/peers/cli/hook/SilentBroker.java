package dev.peers.cli.hook;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A broker that takes every request and never answers, except for what a subclass says.
class SilentBroker implements Broker {
  @Override
  public CompletionStage<Outcome<Registration>> register(RegisterRequest request) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<Nothing>> heartbeat(Caller caller) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<Peer>> describe(DescribeRequest request) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<List<PeerStatus>> list(ListRequest request) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<Sent>> send(SendRequest request) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> drain(Caller caller) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<Integer>> acknowledge(Caller caller, List<Long> messageIds) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> history(HistoryRequest request) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<Integer>> setWake(SetWakeRequest request) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<Nothing>> unregister(Caller caller) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<Killed>> kill(KillRequest request) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<List<Peer>> orphans() {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Purged> purge() {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Cleaned> cleanUp() {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<Nothing>> report(DeliveryReport report) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletionStage<BrokerHealth> health() {
    return new CompletableFuture<>();
  }

  @Override
  public void close() {}
}
