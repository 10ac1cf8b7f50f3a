package dev.peers.core;

import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// All that can be asked of a peers network, whether it lives in this process or behind a socket.
///
/// Every request is safe to make from any thread and returns at once. Its stage completes with the
/// outcome, or exceptionally with a [PeersException]: [StoreException] if the store failed,
/// [BrokerUnavailableException] if the broker cannot be reached. Peers are named by id or by name
/// wherever a `String` names one.
public interface Broker extends AutoCloseable {
  /// Makes a session a peer. The same agent gets its id, name and mail back.
  CompletionStage<Outcome<Registration>> register(RegisterRequest request);

  /// Says that the caller still lives.
  CompletionStage<Outcome<Nothing>> heartbeat(Caller caller);

  /// Changes what the caller says of its work, and its name if one is given.
  CompletionStage<Outcome<Peer>> describe(DescribeRequest request);

  /// The peers within a scope that are here, in order of their registration.
  CompletionStage<List<PeerStatus>> list(ListRequest request);

  /// Sends a message. It is on disk when the stage completes.
  CompletionStage<Outcome<Sent>> send(SendRequest request);

  /// The caller's unread mail, oldest first, which stays unread.
  CompletionStage<Outcome<List<Envelope>>> fetch(Caller caller);

  /// The caller's unread mail, oldest first, which counts as read from now on. Only clients of the
  /// old protocol need it: mail is lost if the answer is.
  CompletionStage<Outcome<List<Envelope>>> drain(Caller caller);

  /// Marks mail of the caller's own as read, and says how much of it was unread until then. Ids
  /// that are unknown, somebody else's or read already do not count and do no harm.
  CompletionStage<Outcome<Integer>> acknowledge(Caller caller, List<Long> messageIds);

  /// The caller's messages, sent and received, newest first. Consumes nothing.
  CompletionStage<Outcome<List<Envelope>>> history(HistoryRequest request);

  /// Makes known where a Codex agent can be woken; answers how many peers that concerns now.
  CompletionStage<Outcome<Integer>> setWake(SetWakeRequest request);

  /// What waits for the agent with this process id.
  CompletionStage<UnreadSummary> unreadSummary(long agentPid);

  /// The caller leaves. Its unread mail is kept for its return.
  CompletionStage<Outcome<Nothing>> unregister(Caller caller);

  /// Ends the agent session of a peer. Its mail is kept.
  CompletionStage<Outcome<Killed>> kill(KillRequest request);

  /// Peers whose process lives though their agent is dead.
  CompletionStage<List<Peer>> orphans();

  /// Ends orphans and takes dead peers off the list.
  CompletionStage<Cleaned> cleanUp();

  /// Gives up unread mail and deletes old mail that is past its time now, by the clock, rather than
  /// when the broker would do so by itself.
  CompletionStage<Purged> purge();

  /// Tells how handing mail to the caller's agent went.
  CompletionStage<Outcome<Nothing>> report(DeliveryReport report);

  /// Opens an event stream. Unread mail comes first, then everything as it happens.
  CompletionStage<Outcome<Subscription>> subscribe(
      SubscribeRequest request, EventListener listener);

  /// How the broker is.
  CompletionStage<BrokerHealth> health();

  /// Ends this side's use of the network; a broker in this process stops.
  @Override
  void close();
}
