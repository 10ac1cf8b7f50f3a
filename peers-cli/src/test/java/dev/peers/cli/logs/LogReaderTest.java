package dev.peers.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.files.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private LogFile file;
  private LogReader reader;

  @BeforeEach
  void create() {
    file = new LogFile(folder.resolve("b.log"), 10);
    reader = new LogReader(file, told::add);
  }

  @Test
  void the_last_lines_come_from_both_files() throws IOException {
    assertThat(reader.last(5)).isFalse();
    file.append("one\ntwo\nthree\n");
    file.append("four\n");
    assertThat(file.older()).exists();
    assertThat(reader.last(3)).isTrue();
    assertThat(told).containsExactly("two", "three", "four");
  }

  @Test
  void what_is_added_is_told_across_rotation_and_only_in_whole_lines() throws IOException {
    file.append("one\n");
    reader.last(5);
    file.append("twö");
    reader.more();
    assertThat(told).containsExactly("one");
    file.append("!\nthree\n");
    file.append("four\n");
    assertThat(file.older()).exists();
    reader.more();
    reader.more();
    assertThat(told).containsExactly("one", "twö!", "three", "four");
  }

  @Test
  void a_log_that_appears_later_is_followed() throws IOException {
    reader.last(5);
    reader.more();
    file.append("first\n");
    reader.more();
    Files.delete(file.file());
    reader.more();
    file.append("again\n");
    reader.more();
    assertThat(told).containsExactly("first", "again");
  }
}
