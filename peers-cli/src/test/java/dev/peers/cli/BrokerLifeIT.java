package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// How a broker's process starts and ends.
class BrokerLifeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  @AutoClose private final Sandbox sandbox = Sandbox.create();

  @Test
  void its_files_are_for_their_owner_only() throws Exception {
    sandbox.startBroker();
    Path log = sandbox.home().resolve(".local/state/peers/broker.log");
    assertThat(rights(sandbox.socket())).isEqualTo("rw-------");
    assertThat(rights(sandbox.home().resolve(".claude/run"))).isEqualTo("rwx------");
    assertThat(rights(sandbox.database())).isEqualTo("rw-------");
    assertThat(rights(log)).isEqualTo("rw-------");
    assertThat(Files.readString(log)).contains("ready on " + sandbox.socket());
  }

  @Test
  void a_second_broker_leaves_with_a_clear_message_and_touches_nothing() throws Exception {
    Process first = sandbox.startBroker();
    Process peer = sandbox.sleeper();
    String id = sandbox.register(peer.pid(), peer.pid(), "/work");
    Object socket = Files.getAttribute(sandbox.socket(), "unix:ino");
    Sandbox.Result second = sandbox.peers("broker");
    assertThat(second.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(second.err())
        .contains("another broker serves " + sandbox.socket() + " already")
        .contains("kill-broker");
    assertThat(first.isAlive()).isTrue();
    assertThat(Files.getAttribute(sandbox.socket(), "unix:ino")).isEqualTo(socket);
    assertThat(sandbox.peers("peers").out()).contains(id);
  }

  @Test
  void sigterm_ends_it_in_order_and_removes_the_socket() throws Exception {
    Process broker = sandbox.startBroker();
    broker.destroy();
    assertThat(broker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(broker.exitValue()).isZero();
    assertThat(sandbox.socket()).doesNotExist();
    assertThat(sandbox.database().resolveSibling(".claude-peers.db-wal")).doesNotExist();
  }

  @Test
  void it_leaves_when_its_socket_was_deleted_so_that_another_can_start() throws Exception {
    Process broker = sandbox.startBroker();
    Files.delete(sandbox.socket());
    assertThat(broker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(broker.exitValue()).isZero();
    sandbox.startBroker();
  }

  @Test
  void kill_broker_stops_it_without_any_service_manager() throws Exception {
    Process broker = sandbox.startBroker();
    Sandbox.Result stop = sandbox.peers("kill-broker");
    assertThat(stop.err()).isEmpty();
    assertThat(stop.out()).isEqualTo("Broker has 0 peer(s). Shutting down...\nBroker stopped.\n");
    assertThat(stop.exitCode()).isZero();
    assertThat(broker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(broker.exitValue()).isZero();
    assertThat(sandbox.socket()).doesNotExist();
    assertThat(sandbox.peers("kill-broker").exitCode()).isEqualTo(ExitCode.NO_BROKER);
  }

  @Test
  void mail_survives_a_broker_that_was_killed() throws Exception {
    Process broker = sandbox.startBroker();
    Process peer = sandbox.sleeper();
    String id = sandbox.register(peer.pid(), peer.pid(), "/work");
    assertThat(sandbox.peers("send", id, "still", "here?").out())
        .isEqualTo("Message sent to " + id + "\n");
    broker.destroyForcibly().waitFor();
    assertThat(sandbox.socket()).exists();
    assertThat(sandbox.peers("status").exitCode()).isEqualTo(ExitCode.NO_BROKER);
    sandbox.startBroker();
    assertThat(sandbox.curl("/fetch-messages", "{\"id\":\"" + id + "\"}"))
        .contains("[via CLI, unverified sender] still here?");
    assertThat(sandbox.register(peer.pid(), peer.pid(), "/work")).isEqualTo(id);
  }

  @Test
  void it_leaves_by_itself_when_nobody_is_here_unless_somebody_manages_it() throws Exception {
    sandbox.with("CLAUDE_PEERS_IDLE_EXIT_SECONDS", "1");
    Process broker = sandbox.startBroker();
    assertThat(broker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(broker.exitValue()).isZero();
    assertThat(sandbox.socket()).doesNotExist();
    Process managed = sandbox.startBroker("--managed");
    assertThat(managed.waitFor(2, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void a_socket_path_that_is_too_long_is_a_clear_error() {
    sandbox.with("CLAUDE_PEERS_SOCKET", "/tmp/" + "x".repeat(110));
    for (String command : new String[] {"broker", "status"}) {
      Sandbox.Result result = sandbox.peers(command);
      assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains("the socket's path is").contains("CLAUDE_PEERS_SOCKET");
    }
  }

  @Test
  void a_home_that_cannot_be_written_is_a_clear_error() {
    // /proc takes no new folder from anybody, be it the superuser.
    sandbox.with("HOME", "/proc/self");
    Sandbox.Result result = sandbox.peers("broker");
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err())
        .contains("cannot make the folder /proc/self/.claude/run")
        .contains("CLAUDE_PEERS_SOCKET")
        .doesNotContain("\tat ");
  }

  @Test
  void what_keeps_it_from_starting_is_said_once() throws Exception {
    Files.createDirectory(sandbox.database());
    Sandbox.Result shown = sandbox.peers("broker");
    assertThat(shown.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(shown.err()).startsWith("peers broker: ").hasLineCount(1);
    // As one that a client starts, whose output goes to the log.
    Path log = sandbox.home().resolve(".local/state/peers/broker.log");
    String launcher = Sandbox.LAUNCHER.toString();
    Files.delete(log);
    Files.createFile(log);
    Sandbox.Result logged =
        sandbox.run(List.of("sh", "-c", "exec " + launcher + " broker >>" + log + " 2>&1"));
    assertThat(logged.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(Files.readString(log))
        .containsOnlyOnce("The broker cannot start")
        .doesNotContain("peers broker: ");
  }

  private static String rights(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
