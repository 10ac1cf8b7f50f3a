package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.done;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.Limits;
import dev.peers.core.ListRequest;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.testkit.FakeProcessInspector;
import dev.peers.testkit.FakeRepositories;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.ManualClock;
import dev.peers.testkit.ManualScheduler;
import dev.peers.testkit.RecordingMarks;
import dev.peers.testkit.RecordingNotifier;
import dev.peers.testkit.SequentialIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A network of fakes and a broker through which it is reached.
final class ContractNetwork implements AutoCloseable {
  static final String VERSION = "1.2.3";

  final ManualClock clock = new ManualClock();
  final ManualScheduler scheduler = new ManualScheduler(clock);
  final FakeProcessInspector processes = new FakeProcessInspector();
  final RecordingNotifier notifier = new RecordingNotifier();
  final RecordingMarks marks = new RecordingMarks();
  final FakeRepositories repositories = new FakeRepositories();

  /// The network itself.
  final Broker network;

  /// The way to reach it that is under test.
  final Broker broker;

  private final Map<ProcessRef, Secret> secrets = new HashMap<>();
  private long nextPid = 1_000;

  private ContractNetwork(BrokerExposure exposure, Limits limits) {
    network =
        Peers.builder()
            .store(new InMemoryPeerStore())
            .processes(processes)
            .notifier(notifier)
            .marks(marks)
            .repositories(repositories)
            .ids(new SequentialIds())
            .clock(clock)
            .scheduler(scheduler)
            .limits(limits)
            .version(VERSION)
            .open();
    broker = exposure.expose(network);
  }

  static ContractNetwork of(BrokerExposure exposure) {
    return new ContractNetwork(exposure, Limits.DEFAULTS);
  }

  static ContractNetwork of(BrokerExposure exposure, Limits limits) {
    return new ContractNetwork(exposure, limits);
  }

  /// Starts an agent and its MCP server, which registers with a secret.
  ContractSession join(String cwd) {
    return join(cwd, request -> request);
  }

  ContractSession join(String cwd, UnaryOperator<RegisterRequest> change) {
    return join(startAgent(), cwd, change);
  }

  /// Starts an agent and its MCP server, which registers as clients of the old protocol do.
  ContractSession joinUnsecured(String cwd) {
    return join(cwd, RegisterRequest::unsecured);
  }

  /// Starts one more MCP server of an agent, which can show that it is one.
  ContractSession join(ProcessRef agent, String cwd, UnaryOperator<RegisterRequest> change) {
    ProcessRef server = startServer(agent);
    RegisterRequest request = RegisterRequest.of(server.pid(), cwd, ClientType.CLAUDE_CODE);
    // What an operating system would tell of real processes.
    Secret known = secrets.get(agent);
    ContractSession session =
        new ContractSession(
            done(
                broker.register(change.apply(known == null ? request : request.withSecret(known)))),
            agent,
            server);
    session.registration().secret().ifPresent(secret -> secrets.put(agent, secret));
    return session;
  }

  ContractSession join(ProcessRef agent, String cwd) {
    return join(agent, cwd, request -> request);
  }

  ProcessRef startAgent() {
    return processes.start(nextPid++);
  }

  ProcessRef startServer(ProcessRef agent) {
    return processes.start(nextPid++, agent.pid());
  }

  /// Ends both processes of a session.
  void end(ContractSession session) {
    processes.end(session.server().pid());
    processes.end(session.agent().pid());
  }

  Sent send(ContractSession from, ContractSession to, String text) {
    return done(broker.send(SendRequest.of(from.caller(), to.ref(), text)));
  }

  List<Envelope> unread(ContractSession session) {
    return unread(session.caller());
  }

  List<Envelope> unread(Caller caller) {
    return done(broker.fetch(caller));
  }

  List<PeerId> list(ListRequest request) {
    return Answers.answer(broker.list(request)).stream().map(status -> status.peer().id()).toList();
  }

  List<PeerId> everybody() {
    return list(ListRequest.MACHINE);
  }

  @Override
  public void close() {
    broker.close();
    network.close();
  }
}
