package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the MCP server of a session ends while its standard input stays open.
class McpEndIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LAUNCHER = Sandbox.LAUNCHER.toString();

  /// The shell is the agent; whatever happens to it, somebody holds the pipe open. In the
  /// background a shell's programs would ignore SIGINT.
  private static final String AGENT =
      """
      (printf '%s\\n' \
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}' \
        '{"jsonrpc":"2.0","method":"notifications/initialized"}'
      sleep 300) | LAUNCHER mcp --client-type codex; :
      """;

  @AutoClose private final Sandbox sandbox = Sandbox.create();
  private Process agent;

  @BeforeEach
  void begin_a_session() throws IOException {
    sandbox.startBroker();
    agent = sandbox.start(List.of("sh", "-c", AGENT.replace("LAUNCHER", LAUNCHER)));
    await().atMost(PATIENCE).until(() -> sandbox.peers("peers").out().contains("[codex]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void a_signal_ends_it_and_its_peer_leaves(String signal) {
    ProcessHandle server = server();
    assertThat(sandbox.run(List.of("kill", "-" + signal, "" + server.pid())).exitCode()).isZero();

    await().atMost(PATIENCE).until(() -> !server.isAlive());
    assertThat(sandbox.peers("peers").out()).isEqualTo("No peers registered.\n");
  }

  @Test
  void it_ends_when_its_agent_is_gone() {
    ProcessHandle server = server();
    List<ProcessHandle> writers = agent.descendants().filter(p -> !p.equals(server)).toList();
    try {
      agent.destroyForcibly();

      await().atMost(PATIENCE).until(() -> !server.isAlive());
      assertThat(sandbox.peers("peers").out()).isEqualTo("No peers registered.\n");
      assertThat(writers).anyMatch(ProcessHandle::isAlive);
    } finally {
      writers.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private ProcessHandle server() {
    return agent
        .descendants()
        .filter(p -> p.info().command().filter(c -> c.endsWith("/java")).isPresent())
        .findFirst()
        .orElseThrow();
  }
}
