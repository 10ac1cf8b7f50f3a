package dev.peers.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The broker's files are its owner's alone, however careless the umask and whatever was there.
class OwnerOnlyFilesIT {
  private final Ground ground = new Ground().with("CLAUDE_PEERS_TCP", "1");

  @AfterEach
  void end_everything() throws IOException {
    ground.close();
  }

  /// Everything that the broker keeps, while it runs and holds mail.
  static List<Path> files(Ground ground) {
    Path run = ground.run();
    return List.of(
        ground.socket(),
        run.resolve("claude-peers.sock.lock"),
        run.resolve("claude-peers.sock.token"),
        ground.home().resolve(".claude-peers.db"),
        ground.home().resolve(".claude-peers.db-wal"),
        ground.home().resolve(".claude-peers.db-shm"),
        ground.home().resolve(".local/state/peers/broker.log"));
  }

  static Path marker(Ground ground, Process agent) {
    return ground.run().resolve("claude-peers.sock.unread").resolve(Long.toString(agent.pid()));
  }

  /// A peer with unread mail, whose agent is the given process.
  static void leaveMail(Ground ground, Process agent, String... prefix) {
    String register =
        "{\"pid\":"
            + agent.pid()
            + ",\"agent_pid\":"
            + agent.pid()
            + ",\"cwd\":\"/w\",\"name\":\"reader\"}";
    assertThat(curl(ground, "/register", register, prefix).out()).contains("\"id\"");
    String send = "{\"from_id\":\"cli\",\"to_id\":\"reader\",\"text\":\"hello\"}";
    assertThat(curl(ground, "/send-message", send, prefix).out()).contains("\"ok\":true");
  }

  static Ground.Result curl(Ground ground, String path, String json, String... prefix) {
    return ground.run(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(prefix),
                java.util.stream.Stream.of(
                    "curl",
                    "-sS",
                    "--max-time",
                    "30",
                    "--unix-socket",
                    ground.socket().toString(),
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
    ground.startBroker("/bin/sh", "-c", "umask " + umask + "; exec \"$@\"", "sh");
    Process agent = ground.start("sleep", "600");
    leaveMail(ground, agent);

    for (Path file : files(ground)) {
      assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
    }
    assertThat(mode(marker(ground, agent))).isEqualTo("rw-------");
    for (Path folder :
        List.of(
            ground.run(),
            ground.home().resolve(".claude"),
            ground.run().resolve("claude-peers.sock.unread"),
            ground.home().resolve(".local/state/peers"))) {
      assertThat(mode(folder)).as(folder.toString()).isEqualTo("rwx------");
    }
  }

  @Test
  void what_was_looser_is_repaired() throws IOException {
    Path state = Files.createDirectories(ground.home().resolve(".local/state/peers"));
    Path run = Files.createDirectories(ground.run());
    for (Path folder : List.of(state, run)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    for (Path file : List.of(state.resolve("broker.log"), run.resolve("claude-peers.sock.lock"))) {
      Files.createFile(file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    }
    ground.startBroker();

    assertThat(mode(run)).isEqualTo("rwx------");
    assertThat(mode(state)).isEqualTo("rwxr-xr-x");
    assertThat(mode(state.resolve("broker.log"))).isEqualTo("rw-------");
    assertThat(mode(run.resolve("claude-peers.sock.lock"))).isEqualTo("rw-------");
  }

  @Test
  void the_secrets_of_peers_are_in_no_file_and_no_answer() throws IOException {
    ground.with("CLAUDE_PEERS_LOG_LEVEL", "debug").startBroker();
    Process agent = ground.start("sleep", "600");
    String register =
        "{\"pid\":" + agent.pid() + ",\"cwd\":\"/w\",\"name\":\"reader\",\"secured\":true}";
    String answer = curl(ground, "/register", register).out();
    String secret = answer.replaceFirst(".*\"secret\":\"([^\"]+)\".*", "$1").strip();
    assertThat(secret).hasSizeGreaterThan(20).doesNotContain("{");
    curl(ground, "/heartbeat", "{\"id\":\"reader\"}");
    String everybody = "{\"scope\":\"machine\",\"cwd\":\"/\"}";
    assertThat(curl(ground, "/list-peers", everybody).out())
        .contains("reader")
        .doesNotContain(secret);
    assertThat(ground.run(ground.launcher(), "status").out()).contains("/w").doesNotContain(secret);

    for (Path file : files(ground)) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        String content = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(content.contains(secret)).as(file.toString()).isFalse();
      }
    }
  }
}
