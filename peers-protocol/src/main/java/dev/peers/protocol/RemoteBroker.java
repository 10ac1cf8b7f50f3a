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
import dev.peers.protocol.internal.wire.Endpoint;
import dev.peers.protocol.internal.wire.MessageJson;
import dev.peers.protocol.internal.wire.PeerJson;
import dev.peers.protocol.internal.wire.RegisterJson;
import dev.peers.protocol.internal.wire.ReplyJson;
import dev.peers.protocol.internal.wire.RequestJson;
import dev.peers.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// A broker in another process, reached over its Unix socket or TCP port. Safe from any thread.
///
/// Every request runs on a virtual thread of its own, has a deadline, and is sent twice only where
/// that does no harm. Connecting needs no broker to be there yet: the first request does.
public final class RemoteBroker implements Broker {
  private final Calls calls;

  private RemoteBroker(Calls calls) {
    this.calls = calls;
  }

  /// A client that fails where no broker answers.
  public static RemoteBroker to(BrokerAddress address) {
    return to(address, BrokerStarter.NONE);
  }

  /// A client that has a broker started where none answers.
  public static RemoteBroker to(BrokerAddress address, BrokerStarter starter) {
    return to(address, starter, ClientTimings.DEFAULTS);
  }

  public static RemoteBroker to(
      BrokerAddress address, BrokerStarter starter, ClientTimings timings) {
    return new RemoteBroker(new Calls(address, starter, timings));
  }

  /// Asks the broker to stop. It has not stopped yet when the stage completes.
  public CompletionStage<Nothing> shutdown() {
    return calls.plain(Endpoint.SHUTDOWN, out -> {}, in -> Nothing.NOTHING);
  }

  @Override
  public CompletionStage<Outcome<Registration>> register(RegisterRequest request) {
    return calls.outcome(
        Endpoint.REGISTER,
        request.secret(),
        out -> RegisterJson.writeRequest(request, out),
        in -> Optional.of(RegisterJson.readReply(in, request, Instant.now())));
  }

  @Override
  public CompletionStage<Outcome<Nothing>> heartbeat(Caller caller) {
    return nothing(Endpoint.HEARTBEAT, caller);
  }

  @Override
  public CompletionStage<Outcome<Peer>> describe(DescribeRequest request) {
    return calls.outcome(
        Endpoint.SET_SUMMARY,
        request.caller().secret(),
        out -> RequestJson.writeDescribe(request, out),
        in -> in.optionalObject("peer").map(PeerJson::read));
  }

  @Override
  public CompletionStage<List<PeerStatus>> list(ListRequest request) {
    return calls.array(
        Endpoint.LIST_PEERS, out -> RequestJson.writeList(request, out), PeerJson::readStatus);
  }

  @Override
  public CompletionStage<Outcome<Sent>> send(SendRequest request) {
    return calls.outcome(
        Endpoint.SEND_MESSAGE,
        request.key().isPresent(),
        request.from().secret(),
        out -> RequestJson.writeSend(request, out),
        in -> ReplyJson.readSent(in, request));
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller) {
    return messages(Endpoint.FETCH_MESSAGES, caller);
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> drain(Caller caller) {
    return messages(Endpoint.POLL_MESSAGES, caller);
  }

  @Override
  public CompletionStage<Outcome<Integer>> acknowledge(Caller caller, List<Long> messageIds) {
    List<Long> ids = List.copyOf(messageIds);
    return calls.outcome(
        Endpoint.ACK_MESSAGES,
        caller.secret(),
        out -> RequestJson.writeAcknowledge(caller, ids, out),
        in -> Optional.of(Math.toIntExact(in.number("acked"))));
  }

  @Override
  public CompletionStage<Outcome<List<Envelope>>> history(HistoryRequest request) {
    return calls.outcome(
        Endpoint.MESSAGE_HISTORY,
        request.caller().secret(),
        out -> RequestJson.writeHistory(request, out),
        RemoteBroker::readMessages);
  }

  @Override
  public CompletionStage<Outcome<Integer>> setWake(SetWakeRequest request) {
    return calls.outcome(
        Endpoint.SET_WAKE,
        Optional.empty(),
        out -> RequestJson.writeSetWake(request, out),
        in -> Optional.of(Math.toIntExact(in.number("updated"))));
  }

  @Override
  public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
    return calls.plain(
        Endpoint.UNREAD_SUMMARY, out -> out.put("agent_pid", agentPid), ReplyJson::readUnread);
  }

  @Override
  public CompletionStage<Outcome<Nothing>> unregister(Caller caller) {
    return nothing(Endpoint.UNREGISTER, caller);
  }

  @Override
  public CompletionStage<Outcome<Killed>> kill(KillRequest request) {
    return calls.outcome(
        Endpoint.KILL_PEER,
        request.from().secret(),
        out -> RequestJson.writeKill(request, out),
        in -> in.has("peer") ? Optional.of(ReplyJson.readKilled(in)) : Optional.empty());
  }

  @Override
  public CompletionStage<List<Peer>> orphans() {
    return calls.plain(Endpoint.ORPHANS, out -> {}, in -> ReplyJson.peers(in, "peers"));
  }

  @Override
  public CompletionStage<Purged> purge() {
    return calls.plain(Endpoint.PURGE, out -> {}, ReplyJson::readPurged);
  }

  @Override
  public CompletionStage<Cleaned> cleanUp() {
    return calls.plain(Endpoint.CLEANUP, out -> {}, ReplyJson::readCleaned);
  }

  @Override
  public CompletionStage<Outcome<Nothing>> report(DeliveryReport report) {
    return calls.outcome(
        Endpoint.DELIVERY_REPORT,
        report.caller().secret(),
        out -> RequestJson.writeReport(report, out),
        in -> Optional.of(Nothing.NOTHING));
  }

  /// Opens an event stream on a connection and a thread of its own. The listener hears of its end
  /// exactly once, whoever ended it; connecting again is up to the caller.
  @Override
  public CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener) {
    return calls.subscribe(request, listener);
  }

  @Override
  public CompletionStage<BrokerHealth> health() {
    return calls.health();
  }

  /// What the broker's process tells of itself; nothing if it is too old to.
  public CompletionStage<Optional<BrokerStatus>> status() {
    return calls.status();
  }

  /// Closes all connections, those of event streams among them. The broker runs on.
  @Override
  public void close() {
    calls.close();
  }

  private CompletionStage<Outcome<Nothing>> nothing(Endpoint endpoint, Caller caller) {
    return calls.outcome(
        endpoint,
        caller.secret(),
        out -> RequestJson.writeCaller(caller, out),
        in -> Optional.of(Nothing.NOTHING));
  }

  private CompletionStage<Outcome<List<Envelope>>> messages(Endpoint endpoint, Caller caller) {
    return calls.outcome(
        endpoint,
        caller.secret(),
        out -> RequestJson.writeCaller(caller, out),
        RemoteBroker::readMessages);
  }

  private static Optional<List<Envelope>> readMessages(JsonObject in) {
    return Optional.of(in.objects("messages").stream().map(MessageJson::read).toList());
  }
}
