package dev.peers.cli.doctor;

import static dev.peers.cli.doctor.DoctorHome.mode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import dev.peers.cli.install.Rebuilt;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The broker that runs, its socket and its lock, and processes that were left over.
class BrokerFaultsIT {
  @AutoClose private final DoctorHome home = DoctorHome.create();
  private final Sandbox sandbox = home.sandbox;
  private final Path socket = sandbox.socket();

  @BeforeEach
  void make_the_folder_of_the_socket() throws Exception {
    mode(Files.createDirectories(home.path(".claude/run")), "rwx------");
  }

  @Test
  void a_socket_of_a_broker_that_is_gone() throws Exception {
    home.startBroker().destroyForcibly().waitFor();
    home.foundAndMended(
        "broker", "warning", "a socket is left of a broker that is gone", "removed the socket");
    assertThat(socket).doesNotExist();
  }

  @Test
  void something_in_the_way_of_the_socket_and_of_the_lock() throws Exception {
    Files.writeString(socket, "mine");
    mode(socket, "rw-------");
    home.foundOnly("broker", "broken", socket + " is in the way");
    home.doctor("--fix");
    assertThat(socket).hasContent("mine");
    Files.delete(socket);

    Path lock = socket.resolveSibling("claude-peers.sock.lock");
    Files.createSymbolicLink(lock, home.path("elsewhere"));
    home.foundOnly("lock", "broken", lock + " is a symbolic link");
    Files.delete(lock);
    Files.createDirectory(lock);
    mode(lock, "rwx------");
    home.foundOnly("lock", "broken", lock + " is no plain file");
  }

  @Test
  void a_lock_that_the_broker_does_not_hold() throws Exception {
    home.startBroker();
    // As when the broker was started with other settings.
    Path lock = home.path("other.lock");
    sandbox.with("CLAUDE_PEERS_LOCK", lock.toString());
    home.foundOnly("lock", "warning", "a broker answers and does not hold " + lock);
  }

  @Test
  void nobody_who_answers() throws Exception {
    sandbox.with("CLAUDE_PEERS_REQUEST_TIMEOUT_MS", "1000");
    try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      deaf.bind(UnixDomainSocketAddress.of(socket));
      mode(socket, "rw-------");
      home.foundOnly("broker", "broken", "one runs and does not answer");
      assertThat(home.doctor().about("self-test")).contains("that of the clients does not answer");
    }
    Files.delete(socket);

    sandbox.with("CLAUDE_PEERS_URL", "http://127.0.0.1:1");
    home.foundOnly("broker", "broken", "nobody answers at http://127.0.0.1:1");
  }

  @Test
  void one_of_another_version() throws Exception {
    home.startBroker(Rebuilt.as("0.0.9", sandbox.copyDistribution("other")));
    home.foundOnly("broker", "warning", "it is version 0.0.9");
    assertThat(home.doctor().about("self-test"))
        .contains("the one that runs is of another version");
  }

  @Test
  void a_process_of_an_agent_that_has_ended() throws Exception {
    home.startBroker();
    Process agent = sandbox.sleeper();
    Process server = sandbox.sleeper();
    sandbox.register(server.pid(), agent.pid(), "/work/orphan");
    agent.destroyForcibly().waitFor();
    home.foundAndMended(
        "leftovers", "warning", "1 process(es) live on", "ended the processes of agents");
    assertThat(server.waitFor()).isNotZero();
  }

  @Test
  void one_that_hangs_and_one_that_the_socket_does_not_lead_to() throws Exception {
    Process broker = home.startBroker();
    sandbox.with("CLAUDE_PEERS_REQUEST_TIMEOUT_MS", "1000");
    signal(broker, "-STOP");
    assertThat(home.found("broker", "broken", "one runs and does not answer").text("advice"))
        .contains("process " + broker.pid());
    // Somebody sweeps up where it cannot notice.
    Files.delete(socket);
    Files.delete(socket.resolveSibling("claude-peers.sock.lock"));
    sandbox.with("CLAUDE_PEERS_DOCTOR_SECONDS", "1");
    home.foundAndMended(
        "processes",
        "warning",
        "process " + broker.pid() + " is a broker that " + socket + " does not lead to",
        "ended the broker of process " + broker.pid());
    assertThat(broker.isAlive()).isFalse();
  }

  private static void signal(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
