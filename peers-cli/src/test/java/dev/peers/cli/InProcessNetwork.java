package dev.peers.cli;

import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.testkit.FakeProcessInspector;
import dev.peers.testkit.FakeRepositories;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.ManualClock;
import dev.peers.testkit.ManualScheduler;
import dev.peers.testkit.SequentialIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// A network in this process, with processes that exist only here, and commands over it.
final class InProcessNetwork implements AutoCloseable {
  static final String SOCKET = "/run/peers.sock";

  final ManualClock clock = new ManualClock();
  final FakeProcessInspector processes = new FakeProcessInspector();
  final Broker broker =
      Peers.builder()
          .store(new InMemoryPeerStore())
          .processes(processes)
          .repositories(new FakeRepositories())
          .ids(new SequentialIds())
          .clock(clock)
          .scheduler(new ManualScheduler(clock))
          .writer(Runnable::run)
          .version("1")
          .open();
  final Network network =
      new Network(
          broker,
          SOCKET,
          () -> CompletableFuture.failedFuture(new IllegalStateException("not asked for")));

  /// A session of this process below this agent.
  Registration register(long pid, long agent, String cwd) {
    return register(pid, agent, cwd, "Sums\u001B[2J");
  }

  Registration register(long pid, long agent, String cwd, String summary) {
    processes.start(agent);
    processes.start(pid, agent);
    RegisterRequest request =
        RegisterRequest.of(pid, cwd, ClientType.CODEX).withAgent(agent).withSummary(summary);
    return now(broker.register(request)).orThrow();
  }

  void send(Caller from, String to, String text) {
    now(broker.send(SendRequest.of(from, to, text))).orThrow();
  }

  List<Envelope> unread(Caller reader) {
    return now(broker.fetch(reader)).orThrow();
  }

  int run(Screen screen, NetworkCommand command, String name, String... args) {
    return command.run(
        Arguments.parse(CommandSpec.named(name), args, 0), network, screen.console());
  }

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    broker.close();
  }
}
