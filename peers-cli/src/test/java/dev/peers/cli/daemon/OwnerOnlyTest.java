package dev.peers.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
  @TempDir Path folder;

  @Test
  void files_and_new_folders_are_for_their_owner_only() throws Exception {
    Path file = folder.resolve("a/b/log");
    OwnerOnly.file(file);
    assertThat(rights(file)).isEqualTo("rw-------");
    assertThat(rights(folder.resolve("a/b"))).isEqualTo("rwx------");
  }

  @Test
  void a_file_that_others_could_read_is_taken_from_them() throws Exception {
    Path file = Files.createFile(folder.resolve("log"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    OwnerOnly.file(file);
    assertThat(rights(file)).isEqualTo("rw-------");
  }

  @Test
  void a_folder_that_cannot_be_made_is_named_together_with_what_to_do() throws Exception {
    Path blocking = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> OwnerOnly.folder(blocking.resolve("sub")))
        .isInstanceOf(DaemonException.class)
        .hasMessageContaining(blocking.resolve("sub").toString())
        .hasMessageContaining("CLAUDE_PEERS_SOCKET");
  }

  private static String rights(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
