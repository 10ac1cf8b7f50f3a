package dev.peers.testkit;

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
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// A broker that hands every request on to another one, all through [#forward]. The place from
/// which to start for a broker that differs from a real one in one respect.
public abstract class ForwardingBroker implements Broker {
  /// Hands one request on.
  ///
  /// @param operation what is asked
  /// @param request asks it of the broker that it is given
  protected abstract <T> CompletionStage<T> forward(
      BrokerOperation operation, Function<Broker, CompletionStage<T>> request);

  @Override
  public CompletionStage<Outcome<Registration>> register(RegisterRequest request) {
    return forward(BrokerOperation.REGISTER, broker -> broker.register(request));
  }

  @Override
  public CompletionStage<Outcome<Nothing>> heartbeat(Caller caller) {
    return forward(BrokerOperation.HEARTBEAT, broker -> broker.heartbeat(caller));
  }

  @Override
  public CompletionStage<Outcome<Peer>> describe(DescribeRequest request) {
    return forward(BrokerOperation.DESCRIBE, broker -> broker.describe(request));
  }

  @Override
  public CompletionStage<List<PeerStatus>> list(ListRequest request) {
    return forward(BrokerOperation.LIST, broker -> broker.list(request));
  }

  @Override
  public CompletionStage<Outcome<Sent>> send(SendRequest request) {
    return forward(BrokerOperation.SEND, broker -> broker.send(request));
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller) {
    return forward(BrokerOperation.FETCH, broker -> broker.fetch(caller));
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> drain(Caller caller) {
    return forward(BrokerOperation.DRAIN, broker -> broker.drain(caller));
  }

  @Override
  public CompletionStage<Outcome<Integer>> acknowledge(Caller caller, List<Long> messageIds) {
    return forward(BrokerOperation.ACKNOWLEDGE, broker -> broker.acknowledge(caller, messageIds));
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> history(HistoryRequest request) {
    return forward(BrokerOperation.HISTORY, broker -> broker.history(request));
  }

  @Override
  public CompletionStage<Outcome<Integer>> setWake(SetWakeRequest request) {
    return forward(BrokerOperation.SET_WAKE, broker -> broker.setWake(request));
  }

  @Override
  public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
    return forward(BrokerOperation.UNREAD_SUMMARY, broker -> broker.unreadSummary(agentPid));
  }

  @Override
  public CompletionStage<Outcome<Nothing>> unregister(Caller caller) {
    return forward(BrokerOperation.UNREGISTER, broker -> broker.unregister(caller));
  }

  @Override
  public CompletionStage<Outcome<Killed>> kill(KillRequest request) {
    return forward(BrokerOperation.KILL, broker -> broker.kill(request));
  }

  @Override
  public CompletionStage<List<Peer>> orphans() {
    return forward(BrokerOperation.ORPHANS, Broker::orphans);
  }

  @Override
  public CompletionStage<Cleaned> cleanUp() {
    return forward(BrokerOperation.CLEAN_UP, Broker::cleanUp);
  }

  @Override
  public CompletionStage<Purged> purge() {
    return forward(BrokerOperation.PURGE, Broker::purge);
  }

  @Override
  public CompletionStage<Outcome<Nothing>> report(DeliveryReport report) {
    return forward(BrokerOperation.REPORT, broker -> broker.report(report));
  }

  @Override
  public CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener) {
    return forward(BrokerOperation.SUBSCRIBE, broker -> broker.subscribe(request, listener));
  }

  @Override
  public CompletionStage<BrokerHealth> health() {
    return forward(BrokerOperation.HEALTH, Broker::health);
  }
}
