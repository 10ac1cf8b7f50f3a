package dev.peers.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folders of an installation.
class VersionsTest {
  @TempDir private Path folder;
  private Layout layout;
  private Versions versions;

  @BeforeEach
  void create() throws Exception {
    layout = Layout.of(Map.of("HOME", folder.resolve("home").toString()), Optional.empty(), folder);
    versions = new Versions(layout);
    Files.createDirectories(layout.versions());
  }

  @Test
  void a_version_that_is_there_with_other_content_stays_beside_the_new_one() throws Exception {
    Path old = versions.bring(distribution("old"), "1.0");
    Path fresh = versions.bring(distribution("new"), "1.0");
    assertThat(old).endsWithRaw(Path.of("1.0"));
    assertThat(fresh).endsWithRaw(Path.of("1.0.2"));
    assertThat(old.resolve("lib/jar")).hasContent("old");
    assertThat(versions.bring(distribution("new"), "1.0")).isEqualTo(fresh);
  }

  @Test
  void too_little_space_is_refused_with_the_numbers() {
    assertThatThrownBy(() -> versions.requireSpace(30L << 20, 35L << 20))
        .isInstanceOf(InstallException.class)
        .hasMessageContaining("40 MB are needed and 35 MB free");
    assertThatCode(() -> versions.requireSpace(30L << 20, 40L << 20)).doesNotThrowAnyException();
  }

  @Test
  void what_a_dead_installer_left_goes_with_the_next() throws Exception {
    versions.change(versions.bring(distribution("one"), "1.0"));
    Path left = Files.createDirectory(layout.versions().resolve(".incoming-12345678"));
    Path foreign = Files.createDirectory(layout.versions().resolve("notes"));
    assertThat(versions.forget()).isEmpty();
    assertThat(left).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void two_installers_at_once_are_one_too_many() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("Hold.java"),
            """
            import java.nio.channels.FileChannel;
            import java.nio.file.*;
            void main(String[] args) throws Exception {
              var channel = FileChannel.open(Path.of(args[0]),
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE);
              channel.lock();
              System.out.println("held");
              System.in.read();
            }
            """);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                script.toString(),
                layout.versions().resolve(".lock").toString())
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      assertThatThrownBy(versions::lock)
          .isInstanceOf(InstallException.class)
          .hasMessageContaining("another 'peers install' or 'uninstall' is at work");
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (FileChannel lock = versions.lock()) {
      assertThat(lock.isOpen()).isTrue();
    }
  }

  @Test
  void xdg_data_home_and_an_installed_prefix_are_respected() throws Exception {
    Path data = folder.resolve("data");
    Map<String, String> env =
        Map.of("HOME", folder.resolve("home").toString(), "XDG_DATA_HOME", data.toString());
    assertThat(Layout.of(env, Optional.empty(), folder).versions())
        .isEqualTo(data.resolve("peers"));

    Path prefix = folder.resolve("prefix");
    Path running = Files.createDirectories(prefix.resolve("share/peers/1.0"));
    Files.createSymbolicLink(running.resolveSibling("current"), Path.of("1.0"));
    Layout found = Layout.of(env, Optional.empty(), running);
    assertThat(found.launcher()).isEqualTo(prefix.resolve("bin/peers"));
    assertThat(found.versions()).isEqualTo(prefix.resolve("share/peers"));
  }

  private Path distribution(String content) throws IOException {
    Path distribution = Files.createTempDirectory(folder, "dist");
    Files.createDirectories(distribution.resolve("bin"));
    Files.createDirectories(distribution.resolve("lib"));
    Files.writeString(distribution.resolve("bin/peers"), "#!/bin/sh\n");
    Files.writeString(distribution.resolve("lib/jar"), content);
    return distribution;
  }
}
