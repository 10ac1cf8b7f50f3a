package dev.peers.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {
  @TempDir private Path folder;
  private Path file;
  private Planner planner;
  private Writing writing;

  @BeforeEach
  void begin() {
    file = folder.resolve("config");
    Records records = new Records(folder.resolve("state"));
    planner = new Planner(records);
    writing = new Writing(new Backups(Clock.systemUTC(), 2), records);
  }

  private Target target() {
    return Target.server(
        file, Scope.USER, (text, _, _) -> text + "ours", (text, _, _) -> text.replace("ours", ""));
  }

  @Test
  void what_changed_since_it_was_read_is_not_written_over() throws Exception {
    Files.writeString(file, "a");
    Change change = planner.put(target());
    Files.writeString(file, "b");
    refused(change);
    assertThat(file).hasContent("b");
    assertThat(Backups.of(file)).isEmpty();
  }

  @Test
  void what_came_since_it_was_missing_is_not_written_over() throws Exception {
    Change change = planner.put(target());
    Files.writeString(file, "b");
    refused(change);
    assertThat(file).hasContent("b");
  }

  @Test
  void what_became_a_link_is_not_written_over() throws Exception {
    Files.writeString(file, "a");
    Change change = planner.put(target());
    Files.move(file, folder.resolve("elsewhere"));
    Files.createSymbolicLink(file, folder.resolve("elsewhere"));
    assertThatExceptionOfType(EditException.class)
        .isThrownBy(() -> writing.write(change))
        .withMessageContaining("symbolic link");
    assertThat(folder.resolve("elsewhere")).hasContent("a");
  }

  @Test
  void the_client_s_own_lock_is_waited_for_and_left_alone() throws Exception {
    Files.writeString(file, "a");
    Path lock = Files.createDirectory(folder.resolve("config.lock"));
    Change change = planner.put(target().locked());
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().plusSeconds(60)));
    assertThatExceptionOfType(EditException.class)
        .isThrownBy(() -> writing.write(change))
        .withMessageContaining("the client is writing it");
    assertThat(lock).isDirectory();
    assertThat(file).hasContent("a");
  }

  @Test
  void a_lock_that_was_left_behind_is_taken_over_and_gone_afterwards() throws Exception {
    Files.writeString(file, "a");
    Path lock = Files.createDirectory(folder.resolve("config.lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(60)));
    writing.write(planner.put(target().locked()));
    assertThat(file).hasContent("aours");
    assertThat(lock).doesNotExist();
  }

  @Test
  void nothing_is_left_lying_about() throws Exception {
    Files.writeString(file, "a");
    writing.write(planner.put(target()));
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .allMatch(name -> name.startsWith("config") || name.equals("state"))
          .hasSize(3);
    }
  }

  private void refused(Change change) {
    assertThatExceptionOfType(EditException.class)
        .isThrownBy(() -> writing.write(change))
        .withMessageContaining("somebody changed it in the meantime");
  }
}
