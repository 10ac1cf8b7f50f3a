package dev.peers.testkit;

import dev.peers.core.Broker;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.Caller;
import dev.peers.core.Limits;
import dev.peers.core.PeersException;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.StoreException;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.PeerName;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.PeerStore;
import dev.peers.core.session.Session;
import dev.peers.core.session.SessionSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A network of agents that do what a script says, without processes, sockets or waiting. The
/// broker in it is the real one; the machine around it is not: time moves by hand, processes exist
/// because the script started them, and mail is kept in memory.
///
/// ```java
/// try (TestNetwork network = TestNetwork.create()) {
///   TestPeer alice = network.join("alice");
///   TestPeer bob = network.join("bob");
///   bob.crash();
///   alice.send(bob, "Are you there?");
///   network.passes(Duration.ofMinutes(5));
///   bob.restart();
///   bob.check();
/// }
/// ```
///
/// Everything happens on the thread that calls, in one order: the same script with the same seed
/// gives the same run, to the message, and the same [#log]. For one thread.
public final class TestNetwork implements AutoCloseable {
  /// How long a peer waits for an answer.
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final long seed;
  private final Random random;
  private final ManualClock clock = new ManualClock();
  private final ManualScheduler scheduler = new ManualScheduler(clock);
  private final FakeProcessInspector processes = new FakeProcessInspector();
  private final RecordingNotifier notifier = new RecordingNotifier();
  private final FakeRepositories repositories = new FakeRepositories();
  private final Transcript transcript;
  private final FaultyStore store;
  private final StoredState stored;
  private final BrokerHost host;
  private final FaultyBroker straight;
  private final Map<String, TestPeer> peers = new LinkedHashMap<>();
  private long nextPid = 1_000;

  private TestNetwork(Builder builder) {
    seed = builder.seed;
    random = new Random(seed);
    transcript = new Transcript(clock, seed);
    store = new FaultyStore(builder.store, random);
    stored = new StoredState(store);
    host =
        new BrokerHost(
            store,
            scheduler,
            network ->
                network
                    .processes(processes)
                    .notifier(notifier)
                    .repositories(repositories)
                    .clock(clock)
                    .limits(builder.limits),
            builder.way);
    straight = new FaultyBroker(host::broker, scheduler, random);
    host.start();
  }

  /// A network with the seed 0.
  public static TestNetwork create() {
    return builder().open();
  }

  /// A network whose chance has this seed.
  public static TestNetwork create(long seed) {
    return builder().seed(seed).open();
  }

  public static Builder builder() {
    return new Builder();
  }

  /// How a network differs from the usual one.
  public static final class Builder {
    private long seed;
    private Limits limits = Limits.DEFAULTS;
    private Supplier<? extends PeerStore> store = new InMemoryPeerStore()::reopen;
    private UnaryOperator<Broker> way = broker -> broker;

    private Builder() {}

    /// Decides all that is left to chance; 0 unless told.
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    public Builder limits(Limits newLimits) {
      limits = newLimits;
      return this;
    }

    /// Opens the store, again for each broker; the one before was closed by then. By default mail
    /// is kept in memory.
    public Builder store(Supplier<? extends PeerStore> opener) {
      store = opener;
      return this;
    }

    /// Puts something between the peers and the broker. It must answer on the thread that asks.
    public Builder through(UnaryOperator<Broker> newWay) {
      way = newWay;
      return this;
    }

    public TestNetwork open() {
      return new TestNetwork(this);
    }
  }

  /// Starts an agent of this name in a folder of its own.
  public TestPeer join(String name) {
    return join(Agent.named(name));
  }

  /// Starts an agent, whose MCP server registers. It is registered when this returns, unless a
  /// fault kept it from that; then it tries again by itself as time passes.
  ///
  /// @throws IllegalArgumentException if the script has one of this name already
  public TestPeer join(Agent agent) {
    String name = agent.name().value();
    if (peers.containsKey(name)) {
      throw new IllegalArgumentException("there is an agent " + name + " already");
    }
    if (agent.gitRoot().isPresent() && agent.repository().isPresent()) {
      repositories.workTree(agent.gitRoot().get(), agent.repository().get());
    }
    TestPeer peer = new TestPeer(this, agent, new FaultyBroker(host::broker, scheduler, random));
    peers.put(name, peer);
    return peer;
  }

  /// Joins the program under test, which is its own agent, as a session of this name. It runs when
  /// time passes here, and lives as long as the network.
  public Session session(String name) {
    transcript.add(name + " joins");
    long pid = processes.start(nextPid()).pid();
    RegisterRequest request =
        RegisterRequest.of(pid, "/work/" + name, ClientType.PROGRAM)
            .withAgent(pid)
            .withName(new PeerName(name))
            .withWitness(() -> Optional.of(pid));
    return Session.join(straight, request, sessionSettings());
  }

  /// The agent of this name.
  ///
  /// @throws IllegalArgumentException if none of this name has joined
  public TestPeer peer(String name) {
    TestPeer peer = peers.get(name);
    if (peer == null) {
      throw new IllegalArgumentException(
          "no agent " + name + " has joined, only " + String.join(", ", peers.keySet()));
    }
    return peer;
  }

  /// All agents in the order in which they joined, those that crashed among them.
  public Collection<TestPeer> peers() {
    return List.copyOf(peers.values());
  }

  /// Sends a message as a person at a terminal.
  public Sent sendAsPerson(TestPeer to, String text) {
    transcript.add("a person sends " + Transcript.quoted(text) + " to " + to.name());
    return await(straight.send(SendRequest.of(Caller.CLI, to.id().value(), text))).orThrow();
  }

  /// Lets time pass. What is due on the way happens when its time has come.
  public void passes(Duration time) {
    transcript.add("--- " + Transcript.spoken(time) + " pass");
    scheduler.advance(time);
  }

  /// Lets time pass until the answer is there, but not more than [#PATIENCE].
  ///
  /// @throws BrokerUnavailableException if none comes
  /// @throws PeersException if the request failed
  public <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> answer = stage.toCompletableFuture();
    Instant deadline = clock.instant().plus(PATIENCE);
    while (!answer.isDone() && scheduler.advanceToNext(deadline)) {}
    if (!answer.isDone()) {
      String text = "no answer within " + PATIENCE.toSeconds() + " s";
      throw BrokerUnavailableException.noAnswer(text, new IOException(text));
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PeersException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /// The broker stops in order. Its store stays readable, and peers try to find it again.
  public void stopBroker() {
    transcript.add("the broker stops");
    host.stop();
  }

  /// The broker is gone from one moment to the next, without a word to anybody.
  public void crashBroker() {
    transcript.add("the broker crashes");
    host.crash();
    peers.values().forEach(peer -> peer.link().breakStreams());
    straight.breakStreams();
  }

  /// Starts a broker on the store of the one before. Peers that can reach it connect at once.
  ///
  /// @throws IllegalStateException if one is running
  /// @throws StoreException if the store cannot be read
  public void startBroker() {
    transcript.add("a broker starts");
    host.start();
    peers.values().forEach(TestPeer::reconnect);
  }

  /// Stops the broker in order, if it runs, and starts another one.
  public void restartBroker() {
    if (isBrokerRunning()) {
      stopBroker();
    }
    startBroker();
  }

  public boolean isBrokerRunning() {
    return host.broker().isPresent();
  }

  /// The broker, past all the peers' links: for onlookers, and for what has no method here.
  public Broker broker() {
    return straight;
  }

  /// Settings for a [Session] on this network that [#session] does not make: it runs when time
  /// passes here.
  public SessionSettings sessionSettings() {
    return SessionSettings.DEFAULTS
        .withScheduler(() -> new BorrowedScheduler(scheduler))
        .withListeners(task -> scheduler.after(Duration.ZERO, task));
  }

  public long seed() {
    return seed;
  }

  /// The source of all that is left to chance. What a script takes from it is part of the run.
  public Random random() {
    return random;
  }

  public ManualClock clock() {
    return clock;
  }

  /// When the script began.
  public Instant startedAt() {
    return transcript.start();
  }

  public ManualScheduler scheduler() {
    return scheduler;
  }

  public FakeProcessInspector processes() {
    return processes;
  }

  /// Remembers whom the broker itself woke.
  public RecordingNotifier notifier() {
    return notifier;
  }

  public FakeRepositories repositories() {
    return repositories;
  }

  /// Where mail is kept, and where its faults are set.
  public FaultyStore store() {
    return store;
  }

  /// All messages as they are in the store, oldest first. No fault meets this.
  public List<Message> messages() {
    return stored.messages();
  }

  /// The unread mail of a peer as it is in the store, oldest first. No fault meets this.
  public List<Message> unread(TestPeer peer) {
    return record(peer).map(record -> stored.unread(record.id())).orElse(List.of());
  }

  /// All peers as they are in the store, those that are gone among them. No fault meets this.
  public List<PeerRecord> records() {
    return stored.records();
  }

  /// What the store knows of a peer; empty if it never registered. No fault meets this.
  public Optional<PeerRecord> record(TestPeer peer) {
    return peer.lastId().flatMap(stored::record);
  }

  /// What has happened so far, line by line. It begins with the seed, and is the same for the same
  /// script and seed.
  public String log() {
    return transcript.text();
  }

  /// Adds a line to the log.
  public void note(String text) {
    transcript.add(text);
  }

  /// Stops the broker and closes the store. Closing it twice does nothing.
  @Override
  public void close() {
    if (isBrokerRunning()) {
      host.stop();
    }
    store.close();
  }

  void log(TestPeer peer, String text) {
    transcript.add(peer.name() + " " + text);
  }

  <T> T logged(TestPeer peer, String what, Supplier<T> doing, Function<T, String> result) {
    return transcript.logged(peer.name(), what, doing, result);
  }

  long nextPid() {
    return nextPid++;
  }

  /// What the script calls the peer of this id; the name under which it registered if the script
  /// has none, and the id itself if nobody did.
  public String nameOf(PeerId id) {
    return peers.values().stream()
        .filter(peer -> peer.lastId().filter(id::equals).isPresent())
        .map(TestPeer::name)
        .findFirst()
        .or(() -> stored.record(id).map(record -> record.peer().name().value()))
        .orElse(id.value());
  }

  /// The same for what may be a name already.
  String nameOf(String ref) {
    return records().stream()
        .map(PeerRecord::id)
        .filter(id -> id.value().equals(ref))
        .findFirst()
        .map(this::nameOf)
        .orElse(ref);
  }
}
