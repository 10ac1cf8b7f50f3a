package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An MCP server that finds no broker starts one, which does not belong to it.
class OnDemandIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LAUNCHER = Sandbox.LAUNCHER.toString();

  /// The first call may be answered before a broker on a busy machine is there.
  private static final String SESSION =
      """
      printf '%s\\n' \
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}' \
        '{"jsonrpc":"2.0","method":"notifications/initialized"}'
      for id in 2 3 4 5 6 7 8 9; do
        printf '%s\\n' '{"jsonrpc":"2.0","id":'$id',"method":"tools/call","params":\
      {"name":"list_peers","arguments":{"scope":"machine"}}}'
        sleep 5
      done
      sleep 100
      """;

  @Test
  void the_broker_outlives_the_mcp_server_that_started_it() throws Exception {
    try (Sandbox sandbox = Sandbox.create()) {
      sandbox
          .with("CLAUDE_CODE_MESSAGING_TOKEN", "not-for-the-broker")
          .with("JAVA_TOOL_OPTIONS", "-Dnot=for-us");
      Process pipe = session(sandbox);
      try {
        await().atMost(PATIENCE).until(() -> sandbox.out(pipe).contains("No other peers found"));
        assertThat(sandbox.out(pipe).lines()).allMatch(line -> line.startsWith("{\"jsonrpc\""));
        long pid = broker(sandbox);
        pipe.descendants().forEach(ProcessHandle::destroyForcibly);
        await().until(() -> !pipe.isAlive());
        assertThat(ProcessHandle.of(pid))
            .matches(h -> h.filter(ProcessHandle::isAlive).isPresent());
        assertThat(environment(pid)).doesNotContain("not-for-the-broker", "-Dnot=for-us");
        assertThat(Files.readString(sandbox.home().resolve(".local/state/peers/broker.log")))
            .containsOnlyOnce("ready on");
      } finally {
        assertThat(sandbox.peers("kill-broker").exitCode()).isZero();
      }
    }
  }

  @Test
  void killing_the_broker_of_a_connected_session_says_that_it_is_a_restart_and_is_one()
      throws Exception {
    try (Sandbox sandbox = Sandbox.create()) {
      Process pipe = session(sandbox);
      try {
        awaitConnected(sandbox);
        long pid = broker(sandbox);
        Sandbox.Result killed = sandbox.peers("kill-broker");
        assertThat(killed.out())
            .startsWith(
                "Broker has 1 peer(s). Shutting down...\nBroker stopped.\n"
                    + "1 session(s) were connected. They start a new broker by themselves");
        assertThat(killed.exitCode()).isZero();
        awaitConnected(sandbox);
        assertThat(broker(sandbox)).isNotEqualTo(pid);
      } finally {
        pipe.descendants().forEach(ProcessHandle::destroyForcibly);
        await().until(() -> !pipe.isAlive());
        assertThat(sandbox.peers("kill-broker").exitCode()).isZero();
      }
    }
  }

  @Test
  void many_sessions_that_find_no_broker_start_one() throws Exception {
    int many = 8;
    try (Sandbox sandbox = Sandbox.create()) {
      List<Process> pipes = Stream.generate(() -> session(sandbox)).limit(many).toList();
      try {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    sandbox.peers("peers", "--json").out().split("\"connected\":true").length
                        > many);
        List<String> log =
            Files.readAllLines(sandbox.home().resolve(".local/state/peers/broker.log"));
        assertThat(log).filteredOn(line -> line.contains("ready on")).hasSize(1);
        // On a busy machine some give up on the first start before it has got anywhere.
        assertThat(log)
            .filteredOn(line -> line.contains("another broker"))
            .hasSizeLessThan(many / 2);
      } finally {
        for (Process pipe : pipes) {
          pipe.descendants().forEach(ProcessHandle::destroyForcibly);
          await().until(() -> !pipe.isAlive());
        }
        assertThat(sandbox.peers("kill-broker").exitCode()).isZero();
      }
    }
  }

  private static Process session(Sandbox sandbox) {
    return sandbox.start(
        List.of("sh", "-c", "(" + SESSION + ") | " + LAUNCHER + " mcp --client-type codex; :"));
  }

  private static void awaitConnected(Sandbox sandbox) {
    await()
        .atMost(PATIENCE)
        .until(() -> sandbox.peers("peers", "--json").out().contains("\"connected\":true"));
  }

  private static long broker(Sandbox sandbox) {
    String health = sandbox.peers("status", "--json").out();
    return Long.parseLong(health.replaceAll("(?s).*?\"pid\":(\\d+).*", "$1"));
  }

  /// Linux tells; elsewhere nothing is known, which holds nothing against it.
  private static String environment(long pid) throws Exception {
    Path file = Path.of("/proc/" + pid + "/environ");
    return Files.isReadable(file) ? Files.readString(file) : "";
  }
}
