package dev.peers.cli.faults;

import dev.peers.core.Caller;
import dev.peers.core.Outcome;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import java.util.List;

/// A secured peer with a process of its own for its session and for its agent, and with a client of
/// its own.
final class Party implements AutoCloseable {
  private static final ClientType CLIENT = ClientType.CLAUDE_CODE;

  private final RemoteBroker broker;
  private final Registration registration;
  private final Process session;

  private Party(RemoteBroker broker, Registration registration, Process session) {
    this.broker = broker;
    this.registration = registration;
    this.session = session;
  }

  /// A new agent with its first session, which has a broker started where there is none.
  static Party join(BrokerHome home, String cwd) {
    return join(home, home.sleeper(), cwd, home);
  }

  /// A new session of an agent.
  static Party join(BrokerHome home, Process agent, String cwd, BrokerStarter starter) {
    RemoteBroker broker = home.client(starter);
    Process session = home.sleeper();
    RegisterRequest bare = RegisterRequest.of(session.pid(), cwd, CLIENT).withAgent(agent.pid());
    // The real one would run below its agent, which the operating system tells the broker.
    RegisterRequest request = home.secretOf(agent).map(bare::withSecret).orElse(bare);
    Registration registration =
        Waiting.answerAtLast(BrokerHome.PATIENCE, () -> broker.register(request)).orThrow();
    registration.secret().ifPresent(secret -> home.remember(agent, secret));
    return new Party(broker, registration, session);
  }

  RemoteBroker broker() {
    return broker;
  }

  Registration registration() {
    return registration;
  }

  Peer peer() {
    return registration.peer();
  }

  Caller caller() {
    return registration.caller();
  }

  String id() {
    return peer().id().value();
  }

  Outcome<Sent> send(Party to, String text) {
    return Waiting.answer(broker.send(SendRequest.of(caller(), to.id(), text)));
  }

  List<Envelope> fetch() {
    return Waiting.answer(broker.fetch(caller())).orThrow();
  }

  List<String> fetchTexts() {
    return fetch().stream().map(envelope -> envelope.message().text()).toList();
  }

  int acknowledge(List<Long> ids) {
    return Waiting.answer(broker.acknowledge(caller(), ids)).orThrow();
  }

  /// The session's process dies, and its connections with it.
  void die() {
    BrokerHome.kill(session);
    broker.close();
  }

  @Override
  public void close() {
    broker.close();
  }
}
