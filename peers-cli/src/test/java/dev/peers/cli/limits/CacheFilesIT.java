package dev.peers.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Start-up caches hold code that every `peers` of their owner runs: nobody else can put any there,
/// and what somebody else has laid out is not used. What needs a second account runs as root only.
class CacheFilesIT {
  private static final int OWNER = 65533;
  private static final int STRANGER = 65534;

  private final Sandbox sandbox = Sandbox.create();
  private final Path parent = sandbox.home().resolve(".cache");
  private final Path caches = parent.resolve("claude-peers");

  @BeforeEach
  void name_the_folder() {
    sandbox.with("XDG_CACHE_HOME", parent.toString());
  }

  @AfterEach
  void end_everything() throws IOException {
    // Without its lock, a cache that was ordered is not made.
    for (Path lock : files(".lock")) {
      Files.deleteIfExists(lock);
    }
    sandbox.close();
  }

  private List<Path> files(String suffix) throws IOException {
    if (Files.notExists(caches)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(caches)) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private Sandbox.Result peers(String umask, String... prefix) {
    List<String> command = new ArrayList<>(List.of(prefix));
    String run = "umask " + umask + "; exec \"$@\"";
    command.addAll(List.of("/bin/sh", "-c", run, "sh", sandbox.launcher(), "--version"));
    Sandbox.Result result = sandbox.run(command.toArray(String[]::new));
    assertThat(result.out()).startsWith("peers ");
    assertThat(result.err()).isEmpty();
    return result;
  }

  private static String[] as(int uid) {
    return new String[] {
      "setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--inh-caps=-all"
    };
  }

  private boolean hasSecondAccount() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(sandbox.home(), "unix:uid"))
        && Files.exists(Path.of("/usr/bin/setpriv"));
  }

  @Test
  void the_folder_and_what_is_being_made_in_it_are_owner_only_whatever_the_umask()
      throws IOException {
    peers("000");
    assertThat(mode(caches)).isEqualTo("rwx------");
    assertThat(files(".lock"))
        .singleElement()
        .satisfies(lock -> assertThat(mode(lock)).isEqualTo("rwx------"));
  }

  @Test
  void a_cache_is_owner_only_whatever_the_umask() throws IOException {
    sandbox.with("CLAUDE_PEERS_AOT", "make");
    String[] make = {"/bin/sh", "-c", "umask 000; exec \"$@\"", "sh", sandbox.launcher(), "status"};
    assertThat(sandbox.run(make).exitCode()).isZero();
    assertThat(mode(caches)).isEqualTo("rwx------");
    assertThat(files(".aot")).hasSize(1);
    assertThat(files(".lock")).isEmpty();
    for (Path file : files("")) {
      assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
    }
    sandbox.with("CLAUDE_PEERS_AOT", "on");
    peers("022");
    assertThat(files(".lock")).as("ordered again").isEmpty();
  }

  @Test
  void a_folder_that_others_could_write_is_repaired_before_a_cache_is_made_in_it()
      throws IOException {
    Files.createDirectories(caches);
    Files.setPosixFilePermissions(caches, PosixFilePermissions.fromString("rwxrwxrwx"));
    peers("022");
    assertThat(mode(caches)).isEqualTo("rwx------");
  }

  @Test
  void what_somebody_else_has_laid_out_is_not_used() throws IOException {
    if (!hasSecondAccount()) {
      return;
    }
    sandbox.openToAll();
    sandbox.with("CLAUDE_PEERS_AOT", "make");
    assertThat(sandbox.run(sandbox.launcher(), "status").exitCode()).isZero();
    sandbox.with("CLAUDE_PEERS_AOT", "on");
    Path cache = files(".aot").getFirst();
    Files.writeString(cache, "no cache at all");
    sandbox.run("chmod", "-R", "a+rwX", parent.toString());

    // A cache of the owner's name in a folder of the owner's, made by somebody else.
    chown(sandbox.home(), OWNER);
    chown(parent, OWNER);
    chown(caches, OWNER);
    chown(cache, STRANGER);
    peers("022", as(OWNER));
    for (Path lock : files(".lock")) {
      Files.deleteIfExists(lock);
    }

    // One of the owner's in a folder of somebody else.
    chown(caches, STRANGER);
    chown(cache, OWNER);
    peers("022", as(OWNER));
    assertThat(files(".lock")).as("made in a folder of somebody else").isEmpty();
  }

  private static void chown(Path path, int uid) throws IOException {
    Files.setAttribute(path, "unix:uid", uid);
  }
}
