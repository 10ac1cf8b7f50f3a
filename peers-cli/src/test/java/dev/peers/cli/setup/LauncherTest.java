package dev.peers.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir private Path folder;

  @Test
  void the_way_through_the_path_is_taken_where_it_leads_to_this_program() throws Exception {
    Path own = program("share/peers/1/bin/peers");
    Path link = folder.resolve("bin/peers");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, own);
    assertThat(of(Scope.USER).command()).isEqualTo(link.toString());
    assertThat(of(Scope.PROJECT).command()).isEqualTo("peers");
  }

  @Test
  void the_link_of_an_installation_is_taken_where_the_path_lacks_it() throws Exception {
    Path own = program("local/share/peers/1/bin/peers");
    Path link = folder.resolve("local/bin/peers");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, own);
    Places nowhere = new Places(Map.of(), folder, folder);
    assertThat(Launcher.of(folder.resolve("local/share/peers/1"), nowhere, Scope.USER).command())
        .isEqualTo(link.toString());
  }

  @Test
  void another_program_of_that_name_is_passed_by() throws Exception {
    Path own = program("share/peers/1/bin/peers");
    program("bin/peers");
    assertThat(of(Scope.USER).command()).isEqualTo(own.toString());
    assertThat(of(Scope.PROJECT).command()).isEqualTo(own.toString());
  }

  @Test
  void a_path_that_a_shell_would_take_apart_is_quoted() {
    assertThat(new Launcher("/opt/peers").hook("codex"))
        .isEqualTo("/opt/peers hook --harness codex");
    assertThat(new Launcher("/my 'own/peers").hook("claude"))
        .isEqualTo("'/my '\\''own/peers' hook --harness claude");
  }

  private Launcher of(Scope scope) {
    Places places = new Places(Map.of("PATH", "relative:" + folder.resolve("bin")), folder, folder);
    return Launcher.of(folder.resolve("share/peers/1"), places, scope);
  }

  private Path program(String path) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
