package dev.peers.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The broker's files are its owner's alone, however careless the umask and whatever was there.
class OwnerOnlyFilesIT {
  @AutoClose private final Sandbox sandbox = Sandbox.create().withTcp();

  /// Everything that the broker keeps, while it runs and holds mail.
  static List<Path> files(Sandbox sandbox) {
    Path run = sandbox.runFolder();
    return List.of(
        sandbox.socket(),
        run.resolve("claude-peers.sock.lock"),
        run.resolve("claude-peers.sock.token"),
        sandbox.home().resolve(".claude-peers.db"),
        sandbox.home().resolve(".claude-peers.db-wal"),
        sandbox.home().resolve(".claude-peers.db-shm"),
        sandbox.home().resolve(".local/state/peers/broker.log"));
  }

  static Path marker(Sandbox sandbox, Process agent) {
    return sandbox
        .runFolder()
        .resolve("claude-peers.sock.unread")
        .resolve(Long.toString(agent.pid()));
  }

  /// A peer with unread mail, whose agent is the given process.
  static void leaveMail(Sandbox sandbox, Process agent, String... prefix) {
    String register =
        "{\"pid\":"
            + agent.pid()
            + ",\"agent_pid\":"
            + agent.pid()
            + ",\"cwd\":\"/w\",\"name\":\"reader\"}";
    assertThat(curl(sandbox, "/register", register, prefix).out()).contains("\"id\"");
    String send = "{\"from_id\":\"cli\",\"to_id\":\"reader\",\"text\":\"hello\"}";
    assertThat(curl(sandbox, "/send-message", send, prefix).out()).contains("\"ok\":true");
  }

  static Sandbox.Result curl(Sandbox sandbox, String path, String json, String... prefix) {
    return sandbox.run(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(prefix),
                java.util.stream.Stream.of(
                    "curl",
                    "-sS",
                    "--max-time",
                    "30",
                    "--unix-socket",
                    sandbox.socket().toString(),
                    "-d",
                    json,
                    "http://localhost" + path))
            .toArray(String[]::new));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "077"})
  void every_file_is_owner_only_whatever_the_umask(String umask) throws IOException {
    sandbox.startBrokerBy("/bin/sh", "-c", "umask " + umask + "; exec \"$@\"", "sh");
    Process agent = sandbox.start("sleep", "600");
    leaveMail(sandbox, agent);

    for (Path file : files(sandbox)) {
      assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
    }
    assertThat(mode(marker(sandbox, agent))).isEqualTo("rw-------");
    for (Path folder :
        List.of(
            sandbox.runFolder(),
            sandbox.home().resolve(".claude"),
            sandbox.runFolder().resolve("claude-peers.sock.unread"),
            sandbox.home().resolve(".local/state/peers"))) {
      assertThat(mode(folder)).as(folder.toString()).isEqualTo("rwx------");
    }
  }

  @Test
  void what_was_looser_is_repaired() throws IOException {
    Path state = Files.createDirectories(sandbox.home().resolve(".local/state/peers"));
    Path run = Files.createDirectories(sandbox.runFolder());
    for (Path folder : List.of(state, run)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    for (Path file : List.of(state.resolve("broker.log"), run.resolve("claude-peers.sock.lock"))) {
      Files.createFile(file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    }
    sandbox.startBroker();

    assertThat(mode(run)).isEqualTo("rwx------");
    assertThat(mode(state)).isEqualTo("rwxr-xr-x");
    assertThat(mode(state.resolve("broker.log"))).isEqualTo("rw-------");
    assertThat(mode(run.resolve("claude-peers.sock.lock"))).isEqualTo("rw-------");
  }

  @Test
  void the_secrets_of_peers_are_in_no_file_and_no_answer() throws IOException {
    sandbox.with("CLAUDE_PEERS_LOG_LEVEL", "debug").startBroker();
    Process agent = sandbox.start("sleep", "600");
    String register =
        "{\"pid\":" + agent.pid() + ",\"cwd\":\"/w\",\"name\":\"reader\",\"secured\":true}";
    String answer = curl(sandbox, "/register", register).out();
    String secret = answer.replaceFirst(".*\"secret\":\"([^\"]+)\".*", "$1").strip();
    assertThat(secret).hasSizeGreaterThan(20).doesNotContain("{");
    curl(sandbox, "/heartbeat", "{\"id\":\"reader\"}");
    String everybody = "{\"scope\":\"machine\",\"cwd\":\"/\"}";
    assertThat(curl(sandbox, "/list-peers", everybody).out())
        .contains("reader")
        .doesNotContain(secret);
    assertThat(sandbox.run(sandbox.launcher(), "status").out())
        .contains("/w")
        .doesNotContain(secret);

    for (Path file : files(sandbox)) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        String content = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(content.contains(secret)).as(file.toString()).isFalse();
      }
    }
  }
}
