package dev.peers.core.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.model.ProcessRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinuxProcessTableTest {
  private static final String REST =
      " 1 15715 3548 0 -1 4194304 101 0 0 0 0 0 0 0 20 0 1 0 616952 3133440 379 0";

  @TempDir private Path proc;

  @BeforeEach
  void boot() throws IOException {
    boot("6af62d5e-4841-4321-ae9e-a0ad53b15bda");
  }

  @Test
  void a_process_is_known_by_its_boot_and_its_start() throws IOException {
    process(42, "42 (cat) S" + REST);
    assertThat(new LinuxProcessTable(proc).look(42))
        .contains(new ProcessRow(new ProcessRef(42, "6af62d5e:616952"), 1));
  }

  @Test
  void a_name_may_contain_spaces_and_parentheses() throws IOException {
    process(42, "42 (a) Z 7 (b) R" + REST);
    assertThat(new LinuxProcessTable(proc).look(42))
        .contains(new ProcessRow(new ProcessRef(42, "6af62d5e:616952"), 1));
  }

  @Test
  void a_name_need_not_be_text() throws IOException {
    byte[] stat = ("42 (?) S" + REST).getBytes(StandardCharsets.ISO_8859_1);
    stat[4] = (byte) 0xff;
    Files.createDirectories(proc.resolve("42"));
    Files.write(proc.resolve("42/stat"), stat);
    assertThat(new LinuxProcessTable(proc).look(42)).isPresent();
  }

  @Test
  void zombies_and_the_dead_do_not_live() throws IOException {
    process(42, "42 (cat) Z" + REST);
    process(43, "43 (cat) X" + REST);
    process(44, "44 (cat) x" + REST);
    LinuxProcessTable table = new LinuxProcessTable(proc);
    assertThat(table.look(42)).isEmpty();
    assertThat(table.look(43)).isEmpty();
    assertThat(table.look(44)).isEmpty();
  }

  @Test
  void who_is_not_listed_does_not_live() {
    assertThat(new LinuxProcessTable(proc).look(42)).isEmpty();
  }

  @Test
  void the_same_start_after_another_boot_is_another_process() throws IOException {
    process(42, "42 (cat) S" + REST);
    Optional<ProcessRow> before = new LinuxProcessTable(proc).look(42);
    boot("00000000-4841-4321-ae9e-a0ad53b15bda");
    assertThat(new LinuxProcessTable(proc).look(42)).isPresent().isNotEqualTo(before);
  }

  @Test
  void a_system_that_hides_its_boot_still_tells_starts_apart() throws IOException {
    Files.delete(proc.resolve("sys/kernel/random/boot_id"));
    process(42, "42 (cat) S" + REST);
    assertThat(new LinuxProcessTable(proc).look(42))
        .contains(new ProcessRow(new ProcessRef(42, "unknown:616952"), 1));
  }

  @Test
  void what_cannot_be_read_is_not_declared_dead() throws IOException {
    Files.createDirectories(proc.resolve("42/stat"));
    LinuxProcessTable table = new LinuxProcessTable(proc);
    assertThatThrownBy(() -> table.look(42))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("42/stat");
  }

  private void process(long pid, String stat) throws IOException {
    Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(proc.resolve(pid + "/stat"), stat + "\n");
  }

  private void boot(String id) throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), id + "\n");
  }
}
