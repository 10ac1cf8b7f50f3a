package dev.peers.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.files.LogFile;
import dev.peers.core.text.PlainText;
import dev.peers.testkit.HostileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is logged, an entry is the lines that it should be, in the file and as `peers logs`
/// shows it.
class HostileLogTest {
  private static final String HEAD = "[-0-9:.TZ]+ \\[7\\] WARNING dev\\.peers: .*";
  private static final String THROWN = "  java\\.lang\\.IllegalStateException: .*";
  private static final String FRAME = "    at [^ ]+";

  @TempDir Path folder;

  @Test
  void no_text_forges_an_entry() throws IOException {
    for (String text : HostileText.texts(5, 200, 10_000)) {
      Path path = folder.resolve("log");
      Files.deleteIfExists(path);
      LogFile file = new LogFile(path, 1_000_000);
      LogHandler handler = new LogHandler(file, "[7] ");
      handler.publish(entry("x" + text));
      LogRecord failure = entry("y" + text);
      failure.setThrown(new IllegalStateException("z" + text));
      handler.publish(failure);

      List<String> lines = Files.readString(path).lines().toList();
      assertThat(lines.get(0)).matches(HEAD);
      assertThat(lines.get(1)).matches(HEAD);
      assertThat(lines.get(2)).matches(THROWN);
      assertThat(lines.subList(3, lines.size())).isNotEmpty().allMatch(l -> l.matches(FRAME));
      List<String> shown = new ArrayList<>();
      new LogReader(file, shown::add).last(1_000);
      assertThat(shown).isEqualTo(lines);
      assertThat(Files.readString(path).codePoints().filter(c -> c != '\n'))
          .noneMatch(PlainText::isHidden);
    }
  }

  @Test
  void what_a_library_says_of_a_client_is_one_line() throws IOException {
    for (String text : HostileText.texts(6, 200, 10_000)) {
      Path path = folder.resolve("log");
      Files.deleteIfExists(path);
      LogRecord failure = entry("y" + text);
      failure.setLoggerName("io.undertow.request");
      failure.setThrown(new IllegalStateException("z" + text));
      new LogHandler(new LogFile(path, 1_000_000), "").publish(failure);

      assertThat(Files.readString(path).lines())
          .singleElement()
          .asString()
          .matches(
              ".* io\\.undertow\\.request: y.* \\(java\\.lang\\.IllegalStateException: z.*\\)");
    }
  }

  private static LogRecord entry(String text) {
    LogRecord entry = new LogRecord(Level.WARNING, text);
    entry.setLoggerName("dev.peers");
    return entry;
  }
}
