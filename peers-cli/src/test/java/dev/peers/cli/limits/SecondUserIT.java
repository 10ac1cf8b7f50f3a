package dev.peers.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A broker of one user, and what another user of the machine can do to it: nothing. Only root can
/// play two users; elsewhere the file modes of [OwnerOnlyFilesIT] have to do.
class SecondUserIT {
  private static final String[] OWNER = as(65533);
  private static final String[] STRANGER = as(65534);

  @AutoClose private final Sandbox sandbox = Sandbox.create();
  private boolean canPlay;

  private static String[] as(int uid) {
    return new String[] {
      "setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--inh-caps=-all"
    };
  }

  @BeforeEach
  void give_the_home_to_one_of_them() throws IOException {
    canPlay =
        Integer.valueOf(0).equals(Files.getAttribute(sandbox.home(), "unix:uid"))
            && Files.exists(Path.of("/usr/bin/setpriv"));
    if (canPlay) {
      sandbox.openToAll();
      Files.setAttribute(sandbox.home(), "unix:uid", 65533);
    }
  }

  private Sandbox.Result run(String[] user, String... command) {
    List<String> all = new ArrayList<>(List.of(user));
    all.addAll(List.of(command));
    return sandbox.run(all.toArray(String[]::new));
  }

  private Sandbox.Result health(String... user) {
    return run(
        user,
        "curl",
        "-sS",
        "--max-time",
        "30",
        "--unix-socket",
        sandbox.socket().toString(),
        "http://localhost/health");
  }

  @Test
  void a_stranger_neither_connects_nor_reads_a_file() throws IOException {
    if (!canPlay) {
      return;
    }
    sandbox.withTcp().startBrokerBy(OWNER);
    Process agent = sandbox.start(concat(OWNER, "sleep", "600"));
    OwnerOnlyFilesIT.leaveMail(sandbox, agent, OWNER);

    assertThat(health(OWNER).out()).contains("\"status\":\"ok\"");
    assertThat(health(STRANGER).exitCode()).isNotZero();
    List<Path> files = new ArrayList<>(OwnerOnlyFilesIT.files(sandbox));
    files.add(OwnerOnlyFilesIT.marker(sandbox, agent));
    for (Path file : files) {
      assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).as(file.toString()).isTrue();
      assertThat(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)).isEqualTo(65533);
      assertThat(run(STRANGER, "cat", file.toString()).exitCode()).as(file.toString()).isNotZero();
      assertThat(run(STRANGER, "touch", file.toString()).exitCode())
          .as(file.toString())
          .isNotZero();
    }
    assertThat(run(STRANGER, "touch", sandbox.socket() + ".other").exitCode()).isNotZero();
    // Loopback is open to every user, so there the token decides.
    String url = "http://127.0.0.1:" + sandbox.port() + "/health";
    assertThat(run(STRANGER, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", url).out())
        .isEqualTo("401");
  }

  @Test
  void who_gets_through_to_the_socket_all_the_same_is_recognised() throws IOException {
    if (!canPlay) {
      return;
    }
    sandbox.startBrokerBy(OWNER);
    sandbox.run("chmod", "711", sandbox.runFolder().toString(), sandbox.home() + "/.claude");
    sandbox.run("chmod", "666", sandbox.socket().toString());

    Sandbox.Result stranger = health(STRANGER);
    assertThat(stranger.exitCode()).isNotZero();
    assertThat(stranger.out()).isEmpty();
    assertThat(health(OWNER).out()).contains("\"status\":\"ok\"");
    assertThat(health().out()).as("root").contains("\"status\":\"ok\"");
    assertThat(Sandbox.read(sandbox.home().resolve(".local/state/peers/broker.log")))
        .contains("refused a connection of the user");
  }

  @Test
  void nothing_that_a_stranger_has_laid_out_is_used() throws IOException {
    if (!canPlay) {
      return;
    }
    Path shared = Files.createDirectory(sandbox.home().resolve("shared"));
    sandbox.run("chmod", "1777", shared.toString());
    for (String folder : List.of("run", "state")) {
      run(STRANGER, "mkdir", "-m", "777", shared.resolve(folder).toString());
    }
    for (String file : List.of("log", "s.lock", "s.token", "db")) {
      run(STRANGER, "/bin/sh", "-c", "umask 0; echo x > " + shared.resolve(file));
    }
    run(STRANGER, "ln", "-s", shared.resolve("log").toString(), shared.resolve("link").toString());
    // It leads to a folder of the owner's today, through one without the protection of /tmp.
    Path open = Files.createDirectory(sandbox.home().resolve("open"));
    sandbox.run("chmod", "777", open.toString());
    Path own = Files.createDirectory(sandbox.home().resolve("own"));
    Files.setAttribute(own, "unix:uid", 65533);
    run(STRANGER, "ln", "-s", own.toString(), open.resolve("to-own").toString());

    assertRefused("CLAUDE_PEERS_SOCKET", shared.resolve("run/s").toString());
    assertRefused("CLAUDE_PEERS_SOCKET", open.resolve("to-own/s").toString());
    assertRefused("CLAUDE_PEERS_LOG", open.resolve("to-own/log").toString());
    assertRefused("CLAUDE_PEERS_STATE", shared.resolve("state").toString());
    assertRefused("CLAUDE_PEERS_LOG", shared.resolve("log").toString());
    assertRefused("CLAUDE_PEERS_LOG", shared.resolve("link").toString());
    assertRefused("CLAUDE_PEERS_LOCK", shared.resolve("s.lock").toString());
    assertRefused("CLAUDE_PEERS_DB", shared.resolve("db").toString());
    sandbox.withTcp();
    assertRefused("CLAUDE_PEERS_TOKEN_FILE", shared.resolve("s.token").toString());
  }

  private void assertRefused(String variable, String path) {
    Sandbox.Result result = run(OWNER, "env", variable + "=" + path, sandbox.launcher(), "broker");
    assertThat(result.exitCode()).as(variable + "=" + path + ": " + result.err()).isEqualTo(1);
    assertThat(result.err()).contains(path.substring(0, path.lastIndexOf('/')));
  }

  private static String[] concat(String[] prefix, String... rest) {
    List<String> all = new ArrayList<>(List.of(prefix));
    all.addAll(List.of(rest));
    return all.toArray(String[]::new);
  }
}
