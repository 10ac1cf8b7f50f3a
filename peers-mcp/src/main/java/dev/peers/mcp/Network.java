package dev.peers.mcp;

import dev.peers.core.Broker;
import dev.peers.core.port.ProcessInspector;
import dev.peers.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// Everything of a server that has to do with other peers.
final class Network {
  private final Gate pushable;
  private final Waits waits = new Waits();
  private final Membership membership;
  private final ToolRunner tools;

  Network(
      McpOptions options,
      Supplier<ProcessInspector> processes,
      Supplier<Broker> broker,
      Function<JsonObject, Boolean> push,
      Runnable onAgentGone) {
    this.pushable = new Gate(options.timings().pushAfter());
    Identity identity = new Identity(options, processes, pushable, push);
    this.membership = new Membership(broker, identity, waits, options.timings(), onAgentGone);
    Session session = new Session(membership, waits, broker, options.timings());
    this.tools =
        new ToolRunner(
            List.of(
                new ListPeers(session, identity),
                new SendMessage(session, () -> UUID.randomUUID().toString()),
                new SetSummary(session, identity),
                new CheckMessages(session),
                new WaitForMessages(session),
                new KillPeer(session)),
            session);
  }

  ToolRunner tools() {
    return tools;
  }

  /// The client has finished the handshake.
  void initialized() {
    membership.beginSoon();
    pushable.happened();
  }

  /// Takes note of the Codex thread that this session is.
  void useThread(String id) {
    membership.useThread(id);
  }

  /// Lets calls that are under way finish, for a bounded time; those that wait for mail end at
  /// once.
  void finishCalls(Duration atMost) {
    waits.end();
    try {
      tools.awaitQuiet(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    membership.close();
  }
}
