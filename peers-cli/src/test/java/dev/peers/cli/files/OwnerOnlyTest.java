package dev.peers.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
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
    OwnerOnly.folder(OwnerOnly.parent(file));
    assertThat(OwnerOnly.file(file)).isTrue();
    assertThat(OwnerOnly.file(file)).isFalse();
    assertThat(rights(file)).isEqualTo("rw-------");
    assertThat(rights(folder.resolve("a/b"))).isEqualTo("rwx------");
  }

  @Test
  void what_others_could_read_is_taken_from_them() throws Exception {
    Path file = Files.createFile(folder.resolve("log"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    OwnerOnly.file(file);
    assertThat(rights(file)).isEqualTo("rw-------");

    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    OwnerOnly.folder(folder);
    assertThat(rights(folder)).isEqualTo("rwxr-xr-x");
    OwnerOnly.ownFolder(folder);
    assertThat(rights(folder)).isEqualTo("rwx------");
  }

  @Test
  void a_file_in_the_way_of_a_folder_is_an_error() throws Exception {
    Path blocking = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> OwnerOnly.folder(blocking))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void an_own_folder_is_no_link_to_another() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    assertThatThrownBy(() -> OwnerOnly.ownFolder(link)).hasMessageContaining("link");
  }

  private static String rights(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
