package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Logs, status and metrics of a real broker, and what it is told by a configuration file.
class LogsIT {
  private static final String MARKER = "the-text-of-a-message-7c1f";

  @AutoClose private final Sandbox sandbox = Sandbox.create();

  @BeforeEach
  void create() throws Exception {
    Path config = sandbox.home().resolve(".config/peers");
    Files.createDirectories(config);
    Files.writeString(config.resolve("config.properties"), "log-level = debug\nmax-unread = 99\n");
  }

  private Path logs() {
    return sandbox.home().resolve(".local/state/peers");
  }

  @Test
  void messages_stand_in_no_log_and_nothing_of_libraries_reaches_the_terminal() throws Exception {
    Process broker = sandbox.startBroker();
    Process agent = sandbox.sleeper();
    String id = sandbox.register(agent.pid(), agent.pid(), sandbox.home().toString());
    sandbox.startPeers("mcp");
    sandbox.peers("send", id, MARKER);
    sandbox.curl("/send-message", "{\"from_id\":\"cli\",\"to_id\":\"" + id + "\",\"text\":7}");
    sandbox.curl(
        "/send-message", "{\"from_id\":\"x\",\"to_id\":\"y\",\"text\":\"" + MARKER + "\"}");
    sandbox.curl("/set-summary", "{\"id\":\"" + id + "\",\"summary\":\"" + MARKER + "\"}");
    assertThat(sandbox.curl("/fetch-messages", "{\"id\":\"" + id + "\"}")).contains(MARKER);
    assertThat(sandbox.peers("status").out()).contains("1 stored");
    assertThat(sandbox.peers("kill-broker").exitCode()).isZero();
    broker.waitFor();

    assertThat(sandbox.err(broker).lines()).hasSize(1);
    assertThat(sandbox.peers("logs").out())
        .contains("INFO dev.peers.cli: peers broker")
        .contains("Stopped")
        .doesNotContain(MARKER);
    try (Stream<Path> files = Files.list(logs())) {
      for (Path file : files.toList()) {
        assertThat(file).content().doesNotContain(MARKER);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void the_level_says_how_much_is_logged_and_a_large_log_is_put_aside() throws Exception {
    Path log = logs().resolve("broker.log");
    sandbox.with("CLAUDE_PEERS_LOG_LEVEL", "warning");
    live();
    assertThat(log).content().isEmpty();
    sandbox.with("CLAUDE_PEERS_LOG_LEVEL", "info");
    live();
    assertThat(log).content().contains(" INFO ");

    Files.writeString(log, "x".repeat(10_001) + "\n");
    sandbox.with("CLAUDE_PEERS_LOG_BYTES", "10000");
    live();
    assertThat(log).content().contains(" INFO ").doesNotContain("xxx");
    Path older = logs().resolve("broker.log.1");
    assertThat(older).content().startsWith("xxx");
    for (Path file : List.of(log, older)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  /// The life of a broker.
  private void live() throws Exception {
    Process broker = sandbox.startBroker();
    assertThat(sandbox.peers("kill-broker").exitCode()).isZero();
    broker.waitFor();
  }

  /// The name of the system is what tells.
  @Test
  void on_macos_logs_are_where_people_look_for_them() {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Dos.name=Mac OS X",
            "-cp",
            Path.of(System.getProperty("peers.dist", "target/dist"), "lib/*")
                .toAbsolutePath()
                .toString(),
            "dev.peers.cli.Main",
            "logs");
    assertThat(sandbox.run(command).err())
        .isEqualTo(
            "Nothing was logged to " + sandbox.home() + "/Library/Logs/peers/broker.log yet.\n");
  }

  @Test
  void the_log_of_mcp_servers_tells_when_sessions_begin_and_can_be_followed() throws Exception {
    assertThat(sandbox.peers("logs", "--mcp").err()).startsWith("Nothing was logged to ");
    Process following = sandbox.startPeers("logs", "--mcp", "-f");
    String handshake =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}\\n"
            + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"list_peers\",\"arguments\":{\"scope\":\"machine\"}}}\\n";
    sandbox.startBroker();
    Path launcher = Sandbox.LAUNCHER;
    sandbox.start(
        List.of(
            "sh",
            "-c",
            "{ printf '" + handshake + "'; sleep 100; } | " + launcher.toAbsolutePath() + " mcp"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sandbox.out(following).contains("a session begins"));
    assertThat(sandbox.out(following)).containsPattern("Z \\[[0-9]+] INFO dev.peers.mcp: ");
  }

  @Test
  void status_and_metrics_tell_how_the_broker_is() throws IOException {
    Process broker = sandbox.startBroker("--managed");
    Process agent = sandbox.sleeper();
    String id = sandbox.register(agent.pid(), agent.pid(), "/");
    sandbox.peers("send", id, "hello");

    assertThat(sandbox.peers("status").out())
        .contains("process " + ProcessHandle.of(broker.pid()).orElseThrow().pid())
        .contains("run by a service manager")
        .containsPattern("Database: +" + sandbox.database() + ", [0-9.]+ kB")
        .containsPattern("Mail: +1 unread; 1 stored, 0 pushed, 0 read, 0 given up")
        .containsPattern("Streams: +0 of 1 peers");
    assertThat(sandbox.peers("status", "--json").out())
        .contains("\"process\":{\"version\":")
        .contains("\"management\":\"service\"");
    Sandbox.Result metrics =
        sandbox.run(
            List.of(
                "curl",
                "-sSi",
                "--unix-socket",
                sandbox.socket().toString(),
                "http://localhost/metrics"));
    assertThat(metrics.out())
        .contains("Content-Type: text/plain; version=0.0.4")
        .contains("\n# TYPE peers_messages_stored_total counter\npeers_messages_stored_total 1\n");
    assertThat(sandbox.peers("config", "max-unread").out()).containsPattern("value +99");
  }

  @Test
  void a_hook_finds_the_socket_of_the_configuration_file_without_a_jvm() throws Exception {
    Path config = sandbox.home().resolve(".config/peers/config.properties");
    Files.writeString(config, "socket = ~/elsewhere/s.sock\n");
    Path marks = sandbox.home().resolve("elsewhere/s.sock.unread");
    Files.createDirectories(marks);
    // A Java that cannot be found would show that one was looked for.
    sandbox.withoutCaches().with("CLAUDE_PID", "4711").with("JAVA_HOME", "/nonexistent");
    Path launcher = Sandbox.LAUNCHER;
    String traced = "sh -x " + launcher + " hook --harness claude </dev/null 2>&1";
    assertThat(sandbox.run(List.of("sh", "-c", traced)).out()).doesNotContain("exec /");
    Files.createFile(marks.resolve("4711"));
    assertThat(sandbox.run(List.of("sh", "-c", traced)).out()).contains("dev.peers.cli.Main");
  }
}
