package dev.peers.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Java, the launcher, the PATH and the start-up caches.
class InstallationFaultsIT {
  @AutoClose private final DoctorHome home = DoctorHome.withBroker();

  /// The launcher starts nothing with such a Java, as `LauncherIT` shows; it finds another one
  /// here.
  @Test
  void a_java_home_that_is_too_old_is_told_of_and_one_without_java_is_a_fault() throws Exception {
    home.sandbox.withoutCaches();
    Path old = Files.createDirectories(home.path("jdk-17"));
    home.sandbox.with("JAVA_HOME", old.toString());
    home.foundOnly("java", "warning", "JAVA_HOME is " + old + ", where there is no Java");
    assertThat(home.doctor().about("java")).contains("what runs is Java 25");

    Files.createDirectories(old.resolve("bin"));
    assertThat(Files.createFile(old.resolve("bin/java")).toFile().setExecutable(true)).isTrue();
    Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"17.0.1\"\n");
    home.healthy();
    assertThat(home.doctor().about("java"))
        .contains("that of JAVA_HOME is passed over: " + old + " has version 17, which is too old");
  }

  @Test
  void a_launcher_that_cannot_be_run() throws Exception {
    try (DoctorHome own = DoctorHome.withDistribution()) {
      Path launcher = own.dist.resolve("bin/peers");
      assertThat(launcher.toFile().setExecutable(false, false)).isTrue();
      Diagnosis launch = own.doctor();
      assertThat(launch.faults())
          .extracting(it -> it.text("check"))
          .containsExactly("launcher", "path");
      assertThat(launch.exitCode()).isEqualTo(2);
      assertThat(own.doctor("--fix").done()).containsExactly("made " + launcher + " executable");
      own.healthy();
    }
  }

  @Test
  void a_path_without_peers_or_with_another_one() throws Exception {
    home.searchPath(home.programs.toString());
    home.foundOnly("path", "warning", "there is no 'peers' on PATH");
    home.program("peers", "exit 0");
    home.searchPath(home.programs + ":" + home.dist.resolve("bin"));
    home.foundOnly(
        "path", "warning", "'peers' on PATH is another one: " + home.programs.resolve("peers"));
  }

  @Test
  void a_cache_that_could_not_be_made() throws Exception {
    home.sandbox.withoutCaches().with("XDG_CACHE_HOME", home.path(".cache").toString());
    Path lock = Files.createDirectories(home.path(".cache/claude-peers/mcp-1.lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    home.foundAndMended(
        "caches", "warning", "1 cache(s) could not be made", "removed what was left");
    assertThat(lock).doesNotExist();
  }
}
