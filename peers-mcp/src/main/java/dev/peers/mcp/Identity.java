package dev.peers.mcp;

import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.Witness;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.port.ProcessInspector;
import dev.peers.protocol.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Who this agent is and how it can be told of mail, as far as that is known by now. What is slow
/// to find out is found out once it is asked for. Thread-safe.
final class Identity {
  private final McpOptions options;
  private final Supplier<ProcessInspector> processes;
  private final SystemNotifier notifier;
  private final Waker channel;
  private Optional<Agent> agent = Optional.empty();
  private Optional<String> thread = Optional.empty();
  private Optional<PeerName> name = Optional.empty();
  private Optional<Secret> secret = Optional.empty();
  private String summary = "";

  /// @param ready opened when the client takes channel pushes
  /// @param push sends the parameters of a channel push
  Identity(
      McpOptions options,
      Supplier<ProcessInspector> processes,
      Gate ready,
      Function<JsonObject, Boolean> push) {
    this.options = options;
    this.processes = processes;
    this.notifier = new SystemNotifier(options.codex(), options.timings().wakeTimeout());
    this.channel = new ChannelPush(ready, push);
  }

  /// How this agent registers.
  synchronized RegisterRequest request() {
    Agent known = agent();
    return new RegisterRequest(
        options.pid(),
        known.process().map(ProcessRef::pid),
        thread,
        known.cwd(),
        known.gitRoot(),
        known.tty(),
        options.clientType(),
        name,
        summary,
        Optional.empty(),
        wakers().stream().findFirst().map(Waker::transport),
        true,
        secret,
        Witness.NONE);
  }

  /// The ways to tell this agent of mail, the best first.
  synchronized List<Waker> wakers() {
    Optional<Waker> endpoint = endpoint().map(e -> new EndpointWaker(e, notifier));
    boolean hasChannel = options.clientType().equals(ClientType.CLAUDE_CODE);
    return Stream.concat(endpoint.stream(), hasChannel ? Stream.of(channel) : Stream.empty())
        .toList();
  }

  private Optional<WakeEndpoint> endpoint() {
    return options.clientType().equals(ClientType.CODEX)
        ? thread.map(id -> new WakeEndpoint(WakeTransport.CODEX_QUEUE, id, Optional.empty()))
        : agent().inbox();
  }

  /// Takes note of the Codex thread that this session is; answers whether that is news.
  synchronized boolean isThread(String id) {
    boolean news = WakeEndpoint.isThreadId(id) && !thread.equals(Optional.of(id));
    if (news) {
      thread = Optional.of(id);
    }
    return news;
  }

  /// Whether a request was made with the thread that is known by now.
  synchronized boolean isThreadOf(RegisterRequest request) {
    return thread.equals(request.thread());
  }

  /// Remembers what the network knows of this peer, for when the network forgets it.
  synchronized void registeredAs(Registration registration) {
    Peer peer = registration.peer();
    secret = registration.secret();
    name = Optional.of(peer.name());
    if (summary.isEmpty()) {
      summary = peer.summary();
    }
  }

  synchronized void describedAs(Peer peer) {
    name = Optional.of(peer.name());
    summary = peer.summary();
  }

  synchronized String cwd() {
    return agent().cwd();
  }

  synchronized Optional<String> gitRoot() {
    return agent().gitRoot();
  }

  /// Whether the agent has ended. One that was never seen is not known to have.
  boolean isAgentGone() {
    Optional<ProcessRef> process;
    synchronized (this) {
      process = agent().process();
    }
    return process.isPresent()
        && !isStillParent(process.get())
        && !processes.get().isAlive(process.get());
  }

  /// Whoever loses its parent gets another one, so a look at the parent is enough as a rule. It
  /// costs a tenth of a look at the process table, and happens every other second in every session.
  private boolean isStillParent(ProcessRef process) {
    ProcessHandle self = ProcessHandle.current();
    return options.pid() == self.pid()
        && self.parent().filter(parent -> parent.pid() == process.pid()).isPresent();
  }

  private Agent agent() {
    if (agent.isEmpty()) {
      agent = Optional.of(new AgentFinder(options, processes.get(), Path.of("/proc")).find());
    }
    return agent.get();
  }
}
