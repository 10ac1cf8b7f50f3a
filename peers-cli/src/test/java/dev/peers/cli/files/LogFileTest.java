package dev.peers.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir Path folder;

  @Test
  void entries_are_added_in_a_file_for_its_owner_only() throws Exception {
    LogFile log = new LogFile(folder.resolve("new/log"), 100);
    log.append("one ü\n");
    log.append("two\n");
    assertThat(Files.readString(log.file())).isEqualTo("one ü\ntwo\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.file())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_large_log_is_put_aside_and_at_most_two_are_kept() throws Exception {
    LogFile log = new LogFile(folder.resolve("log"), 3);
    for (String entry : new String[] {"aaaa\n", "bbbb\n", "cccc\n"}) {
      log.append(entry);
    }
    assertThat(Files.readString(log.file())).isEqualTo("cccc\n");
    assertThat(Files.readString(log.older())).isEqualTo("bbbb\n");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }
}
