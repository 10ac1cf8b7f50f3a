package dev.peers.testkit;

import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.PeerEvent;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeTransport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// One agent of a [TestNetwork], together with its MCP server: it does what the script says, and by
/// itself what an MCP server does by itself. It registers, listens on an event stream, wakes its
/// agent when mail comes, and connects again when the broker was lost.
///
/// A request lets time pass until it is answered. It throws
/// [dev.peers.core.BrokerUnavailableException] if the broker cannot be reached or does not answer
/// within [TestNetwork#PATIENCE], [dev.peers.core.RefusedException] if it is refused,
/// [dev.peers.core.StoreException] if the store fails, and [IllegalStateException] if the peer is
/// not registered. For one thread.
public final class TestPeer {
  private final TestNetwork network;
  private final Agent agent;
  private final FaultyBroker link;
  private final AgentProcesses processes;
  private final List<Envelope> received = new ArrayList<>();
  private final List<PeerEvent> events = new ArrayList<>();
  private final List<WakeUp> wakes = new ArrayList<>();
  private Connection connection;
  private boolean awake;
  private int sendings;
  private Optional<PeerId> lastId = Optional.empty();
  private Optional<SendRequest> lastSending = Optional.empty();

  /// That the agent was woken by its own MCP server.
  ///
  /// @param message the message that came
  public record WakeUp(Instant at, WakeTransport by, Message message) {}

  TestPeer(TestNetwork network, Agent agent, FaultyBroker link) {
    this.network = network;
    this.agent = agent;
    this.link = link;
    this.processes = new AgentProcesses(network);
    this.connection = start();
  }

  /// What the script calls it. Its name in the network is [#peer]`().name()`, which is another one
  /// if somebody else had this name first.
  public String name() {
    return agent.name().value();
  }

  /// The network that it has joined.
  public TestNetwork network() {
    return network;
  }

  public Agent agent() {
    return agent;
  }

  /// The peer as it was registered last.
  public Peer peer() {
    return registration().peer();
  }

  public PeerId id() {
    return peer().id();
  }

  /// What it shows to act as itself.
  public Caller caller() {
    return registration().caller();
  }

  /// Its way to the broker: for everything that has no method here, and for faults.
  public FaultyBroker link() {
    return link;
  }

  /// The process of the agent, alive or not.
  public ProcessRef agentProcess() {
    return processes.agent();
  }

  /// The process of the MCP server, alive or not.
  public ProcessRef serverProcess() {
    return processes.server();
  }

  /// Whether the agent and its MCP server both live.
  public boolean isRunning() {
    return processes.areAlive();
  }

  public boolean isRegistered() {
    return connection.registration().isPresent();
  }

  /// Whether it listens on an event stream.
  public boolean isConnected() {
    return connection.isConnected();
  }

  /// Sends a message to another agent of the script.
  public Sent send(TestPeer to, String text) {
    return send(to.isRegistered() ? to.id().value() : to.name(), text);
  }

  /// Sends a message to a peer of this id or name.
  public Sent send(String to, String text) {
    return send(SendRequest.of(caller(), to, text));
  }

  /// Answers a message, which acknowledges it.
  public Sent reply(Message message, String text) {
    return send(SendRequest.of(caller(), message.from().value(), text).inReplyTo(message.id()));
  }

  /// Sends the last message once more with the same key, as an MCP server does that got no answer.
  /// It is a new message only if the last one did not arrive.
  public Sent sendAgain() {
    SendRequest last =
        lastSending.orElseThrow(() -> new IllegalStateException(name() + " has sent nothing yet"));
    return deliver(
        new SendRequest(caller(), last.to(), last.text(), last.replyTo(), last.key()), "again ");
  }

  private Sent send(SendRequest request) {
    SendRequest keyed = request.withKey(name() + "-" + ++sendings);
    lastSending = Optional.of(keyed);
    return deliver(keyed, "");
  }

  private Sent deliver(SendRequest request, String again) {
    String what =
        "sends "
            + again
            + Transcript.quoted(request.text())
            + " to "
            + network.nameOf(request.to());
    return network.logged(
        this,
        what,
        () -> network.await(link.send(request)).orThrow(),
        sent -> "#" + sent.message().id() + " " + sent.wake().status());
  }

  /// Its unread mail, oldest first, which stays unread.
  public List<Envelope> fetch() {
    List<Envelope> mail = network.await(link.fetch(caller())).orThrow();
    awake = false;
    return mail;
  }

  /// Reads all its mail as the tool `check_messages` does: it is shown to the agent, then
  /// acknowledged. If the acknowledgement fails it was shown all the same, and comes again.
  ///
  /// @return what was shown, oldest first
  public List<Envelope> check() {
    return network.logged(
        this,
        "checks its mail",
        () -> {
          List<Envelope> all = new ArrayList<>();
          List<Envelope> page = fetch();
          while (!all.containsAll(page)) {
            all.addAll(page);
            received.addAll(page);
            network.await(link.acknowledge(caller(), ids(page))).orThrow();
            page = fetch();
          }
          return all;
        },
        mail -> mail.isEmpty() ? "nothing" : described(mail));
  }

  /// Acknowledges messages, and says how many of them were unread until then.
  public int acknowledge(Message... messages) {
    List<Long> ids = List.of(messages).stream().map(Message::id).toList();
    return network.logged(
        this,
        "acknowledges " + ids,
        () -> network.await(link.acknowledge(caller(), ids)).orThrow(),
        count -> count + " acknowledged");
  }

  private static List<Long> ids(List<Envelope> mail) {
    return mail.stream().map(envelope -> envelope.message().id()).toList();
  }

  /// What was shown to the agent so far, in order. A message is here twice if it was shown twice.
  public List<Envelope> received() {
    return List.copyOf(received);
  }

  /// What its event stream told so far, in order. After a broken stream mail may come again.
  public List<PeerEvent> events() {
    return List.copyOf(events);
  }

  /// How often its MCP server woke the agent, and for what.
  public List<WakeUp> wakes() {
    return List.copyOf(wakes);
  }

  /// The agent and its MCP server are gone from one moment to the next.
  public void crash() {
    network.log(this, "crashes");
    processes.endAgent();
    endServer();
  }

  /// The MCP server is gone; the agent lives.
  public void crashServer() {
    network.log(this, "loses its MCP server");
    endServer();
  }

  /// The agent is gone; its MCP server lives on as an orphan.
  public void crashAgent() {
    network.log(this, "dies and leaves its MCP server behind");
    processes.endAgent();
  }

  /// Leaves as a session that ends in order: it unregisters, then its processes end, whether that
  /// was answered or not.
  public void leave() {
    try {
      network.logged(
          this, "leaves", () -> network.await(link.unregister(caller())).orThrow(), nothing -> "");
    } finally {
      processes.endAgent();
      endServer();
    }
  }

  /// Starts what is gone: an MCP server for the same agent if that one lives, or else a new agent
  /// in the same folder. An orphaned MCP server ends first.
  public void restart() {
    if (isRunning()) {
      throw new IllegalStateException(name() + " is running");
    }
    endServer();
    connection = start();
  }

  /// Cuts it off from the broker so that it notices.
  public void partition() {
    partition(Partition.REFUSED);
  }

  /// Cuts it off from the broker, until [#heal].
  public void partition(Partition kind) {
    network.log(this, "is cut off" + (kind == Partition.SILENT ? " without noticing" : ""));
    link.cut(kind);
  }

  /// Ends a partition. The peer connects again at once.
  public void heal() {
    network.log(this, "reaches the broker again");
    link.heal();
    reconnect();
  }

  void reconnect() {
    connection.open();
  }

  private void endServer() {
    lastId = lastId();
    processes.endServer();
    connection.end();
  }

  private Connection start() {
    processes.start();
    awake = false;
    network.log(this, "starts in " + agent.folder() + " (" + agent.clientType() + ")");
    Connection started =
        new Connection(
            link,
            network.scheduler(),
            processes.request(agent),
            !agent.oldProtocol(),
            this::heard,
            text -> network.log(this, text));
    started.open();
    return started;
  }

  private Registration registration() {
    return connection
        .registration()
        .orElseThrow(() -> new IllegalStateException(name() + " is not registered"));
  }

  /// The id that it has or had last.
  Optional<PeerId> lastId() {
    return connection.registration().map(registration -> registration.peer().id()).or(() -> lastId);
  }

  private void heard(PeerEvent event) {
    events.add(event);
    if (event instanceof PeerEvent.MessageArrived(Envelope envelope)) {
      agent.wakesBy().ifPresent(transport -> wake(transport, envelope.message()));
    }
  }

  /// One wake covers everything until the agent looks.
  private void wake(WakeTransport transport, Message message) {
    boolean handsText = transport == WakeTransport.CHANNEL;
    if (!awake || handsText) {
      awake = true;
      wakes.add(new WakeUp(network.clock().instant(), transport, message));
      network.log(this, "is woken for #" + message.id());
    }
    List<Long> pushed = LongStream.of(message.id()).filter(id -> handsText).boxed().toList();
    connection
        .registration()
        .ifPresent(
            registration ->
                link.report(
                    new DeliveryReport(
                        registration.caller(), Wake.of(transport, agent.wakeStatus()), pushed)));
  }

  private String described(List<Envelope> mail) {
    return mail.stream()
        .map(Envelope::message)
        .map(
            m ->
                "#"
                    + m.id()
                    + " "
                    + Transcript.quoted(m.text())
                    + " from "
                    + network.nameOf(m.from()))
        .collect(Collectors.joining(", "));
  }
}
