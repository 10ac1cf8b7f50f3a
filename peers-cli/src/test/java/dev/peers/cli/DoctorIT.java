package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `peers doctor` of the real distribution, healthy and with faults.
class DoctorIT {
  private Sandbox sandbox;

  @BeforeEach
  void create() throws Exception {
    sandbox = Sandbox.create();
    Path bin = Path.of(System.getProperty("peers.dist", "target/dist"), "bin").toAbsolutePath();
    sandbox.with("PATH", bin + ":/usr/bin:/bin");
    Path claude = Files.createDirectories(sandbox.home().resolve(".claude"));
    Files.createDirectories(claude.resolve("run"));
    Files.createDirectories(sandbox.home().resolve(".local/state/peers"));
    Files.writeString(
        sandbox.home().resolve(".claude.json"), "{\"mcpServers\":{\"claude-peers\":{}}}");
    Files.writeString(
        claude.resolve("settings.json"),
        "{\"permissions\":{\"allow\":[\"mcp__claude-peers__*\"]}}");
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  @Test
  void a_healthy_installation_is_found_healthy_and_left_as_it_was() throws Exception {
    sandbox.startBroker();
    Sandbox.Result result = sandbox.peers("doctor");
    assertThat(result.out())
        .contains("acknowledged after")
        .contains("sound")
        .doesNotContain("warning ")
        .doesNotContain("broken ");
    assertThat(result.exitCode()).isZero();
    assertThat(sandbox.peers("messages").out()).isEqualTo("No messages.\n");
    assertThat(sandbox.peers("peers").out()).isEqualTo("No peers registered.\n");
    try (Stream<Path> left = Files.list(Path.of("/tmp"))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("peers-doctor-")))
          .allMatch(path -> !isOurs(path));
    }
  }

  /// A folder of this user that has existed for longer than this test belongs to another run.
  private static boolean isOurs(Path path) {
    return Files.exists(path.resolve(".claude/run/claude-peers.sock"));
  }

  @Test
  void what_can_be_repaired_is_repaired_and_told() throws Exception {
    Path socket = sandbox.socket();
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket))
        .close();
    Path log = Files.writeString(sandbox.home().resolve(".local/state/peers/broker.log"), "x\n");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
    Path lock = Files.createDirectories(sandbox.home().resolve(".cache/claude-peers/mcp-1.lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

    Sandbox.Result ill = sandbox.peers("doctor", "--json");
    assertThat(ill.exitCode()).isEqualTo(2);
    assertThat(ill.out())
        .startsWith("{\"version\":")
        .contains("\"result\":\"broken\"")
        .contains("others may use " + log)
        .contains("a socket is left of a broker that is gone")
        .contains("1 cache(s) could not be made");
    assertThat(socket).exists();

    Sandbox.Result mended = sandbox.peers("doctor", "--fix");
    assertThat(mended.out())
        .contains("Done: removed the socket " + socket)
        .contains("Done: took the rights of others to " + log + " away")
        .contains("Done: removed what was left of them");
    assertThat(mended.exitCode()).as(mended.out()).isZero();
    assertThat(socket).doesNotExist();
    assertThat(lock).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void what_cannot_be_repaired_is_explained() throws Exception {
    Files.writeString(sandbox.database(), "no database at all");
    Files.setPosixFilePermissions(sandbox.database(), PosixFilePermissions.fromString("rw-------"));
    Files.setLastModifiedTime(
        sandbox.database(), FileTime.from(Instant.now().plus(Duration.ofDays(1))));
    Files.delete(sandbox.home().resolve(".claude.json"));
    Files.delete(sandbox.home().resolve(".claude/settings.json"));
    Files.createDirectories(sandbox.home().resolve(".codex"));
    Files.createDirectories(sandbox.home().resolve(".gemini"));
    sandbox.with("PATH", "/usr/bin:/bin");

    Sandbox.Result result = sandbox.peers("doctor");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out())
        .containsPattern("broken +database\n")
        .contains("the database was written in the future")
        .contains("there is no 'peers' on PATH")
        .contains("'peers setup codex'")
        .contains("'peers setup gemini'");
    assertThat(sandbox.database()).hasContent("no database at all");
  }
}
