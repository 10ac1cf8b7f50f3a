package dev.peers.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.install.FreshHome.Ran;
import dev.peers.cli.install.FreshHome.Session;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The distribution with a Java of its own, linked as the profile `jlink` does, where there is no
/// other Java.
class ImageIT {
  private static final Path JLINK = Path.of(System.getProperty("java.home"), "bin", "jlink");
  private static final Path OPTIONS =
      Path.of(System.getProperty("basedir", ""), "src/jlink/options").toAbsolutePath();

  @Test
  void every_kind_of_process_runs_with_the_modules_of_the_image() throws Exception {
    try (FreshHome home = FreshHome.create()) {
      Path image = home.unpacked("image");
      link(home, image.resolve("runtime"));
      // Nothing in these folders is a Java.
      home.with("JAVA_HOME", "").with("PATH", programs(home));

      assertThat(home.peers(image, "--version").out()).startsWith("peers ");
      Ran installed = home.peers(image, "install");
      assertThat(installed.exitCode()).as(installed.err()).isZero();
      Path runtime = home.folder().resolve(".local/share/peers/current/runtime").toRealPath();
      Ran doctor = home.installed("doctor");
      assertThat(doctor.out())
          .contains("in " + runtime)
          .contains("acknowledged after")
          .doesNotContain("broken ");

      home.with("CLAUDE_PEERS_TCP", "1").with("CLAUDE_PEERS_PORT", "0");
      Session session = home.session();
      assertThat(session.call("list_peers")).contains("No other peers found");
      String name = home.installed("peers", "--names").out().strip();
      assertThat(home.installed("send", name, "hello").exitCode()).isZero();
      assertThat(session.call("check_messages")).contains("hello");
      session.end();
      assertThat(home.installed("backup", home.folder().resolve("copy.db").toString()).exitCode())
          .isZero();
      assertThat(home.installed("setup", "codex", "--yes").exitCode()).isZero();
      assertThat(home.installed("config").exitCode()).isZero();
      assertThat(home.installed("logs").out()).contains("ready on");
      Ran demo = home.installed("demo");
      assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
      assertThat(home.installed("uninstall", "--purge-data").exitCode()).isZero();
    }
  }

  private static void link(FreshHome home, Path runtime) throws Exception {
    File log = home.beside("log").resolve("jlink").toFile();
    Process jlink =
        new ProcessBuilder(JLINK.toString(), "@" + OPTIONS, "--output", runtime.toString())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (!jlink.waitFor(5, TimeUnit.MINUTES)) {
      jlink.destroyForcibly();
      throw new AssertionError("jlink does not end");
    }
    assertThat(jlink.exitValue()).as(Files.readString(log.toPath())).isZero();
  }

  /// All that a system has but Java.
  private static String programs(FreshHome home) throws Exception {
    Path folder = home.beside("tools");
    for (String place : new String[] {"/usr/bin", "/bin"}) {
      try (var files = Files.list(Path.of(place))) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          Path link = folder.resolve(name);
          if (!name.equals("java")
              && Files.notExists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, file);
          }
        }
      }
    }
    return folder.toString();
  }
}
