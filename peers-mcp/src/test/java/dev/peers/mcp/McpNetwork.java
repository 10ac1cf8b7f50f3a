package dev.peers.mcp;

import dev.peers.core.Broker;
import dev.peers.core.Limits;
import dev.peers.core.ListRequest;
import dev.peers.core.PeerStatus;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Message;
import dev.peers.core.port.PeerStore.HistoryQuery;
import dev.peers.core.system.ThreadScheduler;
import dev.peers.testkit.FakeProcessInspector;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.SequentialIds;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// A real network in this process, with processes that exist only here.
final class McpNetwork implements AutoCloseable {
  final FakeProcessInspector processes = new FakeProcessInspector();
  final InMemoryPeerStore store = new InMemoryPeerStore();
  final Broker broker =
      new VouchingBroker(
          Peers.builder()
              .store(store)
              .processes(processes)
              .ids(new SequentialIds())
              .scheduler(new ThreadScheduler())
              .limits(Limits.DEFAULTS)
              .open());

  /// A peer of the new protocol without a server, in a folder of its own.
  Registration peer(long pid, String cwd) {
    processes.start(pid + 1_000);
    processes.start(pid, pid + 1_000);
    return now(broker.register(
            RegisterRequest.of(pid, cwd, ClientType.CODEX)
                .withAgent(pid + 1_000)
                .withSummary("sums things up")))
        .orThrow();
  }

  Sent send(Registration from, String to, String text) {
    return now(broker.send(SendRequest.of(from.caller(), to, text))).orThrow();
  }

  List<PeerStatus> peers() {
    return now(broker.list(ListRequest.MACHINE));
  }

  /// The message of this id as it is stored now.
  Message message(long id) {
    return store.messages(List.of(id)).getFirst();
  }

  List<Message> messages() {
    return store.history(
        new HistoryQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100));
  }

  static <T> T now(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
