package dev.peers.cli.daemon;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerFilesTest {
  @TempDir Path folder;

  @Test
  void a_folder_that_cannot_be_made_is_named_together_with_what_to_do() throws Exception {
    Path blocking = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> BrokerFiles.folderOf(blocking.resolve("sub/broker.sock")))
        .isInstanceOf(DaemonException.class)
        .hasMessageContaining(blocking.resolve("sub").toString())
        .hasMessageContaining("CLAUDE_PEERS_SOCKET");
  }

  @Test
  void a_file_that_cannot_be_written_is_named() throws Exception {
    Path blocking = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> BrokerFiles.file(blocking.resolve("log")))
        .isInstanceOf(DaemonException.class)
        .hasMessageContaining("file");
  }
}
