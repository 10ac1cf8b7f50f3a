package dev.peers.testkit;

import dev.peers.core.RegisterRequest;
import dev.peers.core.model.ProcessRef;
import java.util.Optional;

/// The two processes of an agent of a [TestNetwork].
final class AgentProcesses {
  private final TestNetwork network;
  private ProcessRef agent = ProcessRef.unseen(1);
  private ProcessRef server = ProcessRef.unseen(1);

  AgentProcesses(TestNetwork network) {
    this.network = network;
  }

  ProcessRef agent() {
    return agent;
  }

  ProcessRef server() {
    return server;
  }

  boolean areAlive() {
    return isAlive(agent) && isAlive(server);
  }

  /// Starts the MCP server, and the agent too if it does not live.
  void start() {
    if (!isAlive(agent)) {
      agent = network.processes().start(network.nextPid());
    }
    server = network.processes().start(network.nextPid(), agent.pid());
  }

  void endAgent() {
    end(agent);
  }

  void endServer() {
    end(server);
  }

  RegisterRequest request(Agent kind) {
    long asking = server.pid();
    RegisterRequest request =
        RegisterRequest.of(server.pid(), kind.folder(), kind.clientType())
            .withAgent(agent.pid())
            .withName(kind.name())
            .withWitness(() -> Optional.of(asking));
    if (kind.gitRoot().isPresent()) {
      request = request.withGitRoot(kind.gitRoot().get());
    }
    if (kind.wakesBy().isPresent()) {
      request = request.withSelfWake(kind.wakesBy().get());
    }
    if (kind.endpoint().isPresent()) {
      request = request.withWake(kind.endpoint().get());
    }
    return kind.oldProtocol() ? request.unsecured() : request;
  }

  private boolean isAlive(ProcessRef process) {
    return network.processes().isAlive(process);
  }

  private void end(ProcessRef process) {
    if (isAlive(process)) {
      network.processes().end(process.pid());
    }
  }
}
