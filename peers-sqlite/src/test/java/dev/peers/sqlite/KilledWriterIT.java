package dev.peers.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.Message;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real process writes and is killed.
@Timeout(60)
final class KilledWriterIT {
  private final Path file;

  KilledWriterIT(@TempDir Path folder) {
    this.file = folder.resolve("peers.db");
  }

  @Test
  void mail_that_was_reported_as_stored_survives_a_process_killed_mid_write() throws Exception {
    List<Long> reported = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      writeAndKill(reported, reported.size() + 50 * round);
    }
    try (SqlitePeerStore store = SqlitePeerStore.open(file)) {
      List<Message> stored = store.unread(Samples.BOB, 0, 1_000_000);
      List<Long> ids = stored.stream().map(Message::id).toList();
      assertThat(ids).containsAll(reported).doesNotHaveDuplicates();
      assertThat(stored).allMatch(message -> message.text().startsWith("message "));
      assertThat(file.getParent()).isDirectoryNotContaining("glob:**damaged**");
    }
  }

  private void writeAndKill(List<Long> reported, int enough) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessWriter.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        reported.add(Long.parseLong(line));
        if (reported.size() == enough) {
          // Through its handle: the process itself would close the stream that is read here.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(reported).hasSizeGreaterThanOrEqualTo(enough);
  }
}
