package dev.peers.core.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.model.ProcessRef;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PsProcessTableTest {
  @Test
  void a_line_of_macos_is_understood() {
    assertThat(PsProcessTable.parse(42, "  501 Sat Jun  6 15:43:56 2026     S+  \n"))
        .contains(new ProcessRow(new ProcessRef(42, "1780760636"), 501));
  }

  @Test
  void a_line_of_linux_is_understood() {
    assertThat(PsProcessTable.parse(42, "   1 Wed Nov 25 07:07:59 2026 Ss\n"))
        .contains(new ProcessRow(new ProcessRef(42, "1795590479"), 1));
  }

  @Test
  void a_zombie_does_not_live() {
    assertThat(PsProcessTable.parse(42, "  501 Sat Jun  6 15:43:56 2026     Z+\n")).isEmpty();
  }

  @Test
  void nothing_printed_is_nobody_there() {
    assertThat(PsProcessTable.parse(42, "")).isEmpty();
    assertThat(PsProcessTable.parse(42, "\n")).isEmpty();
  }

  @Test
  void what_is_not_understood_is_not_declared_dead() {
    assertThatThrownBy(() -> PsProcessTable.parse(42, "501 Sam 6 Jui 15:43:56 2026 S+"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Sam 6 Jui");
  }

  @Test
  void the_real_ps_knows_this_process_and_its_parent() {
    ProcessHandle self = ProcessHandle.current();
    Optional<ProcessRow> row = new PsProcessTable().look(self.pid());
    assertThat(row).isPresent();
    assertThat(row.get().ref().pid()).isEqualTo(self.pid());
    assertThat(row.get().ref().wasSeen()).isTrue();
    assertThat(row.get().parentPid())
        .isEqualTo(self.parent().map(ProcessHandle::pid).orElseThrow());
  }

  @Test
  void the_real_ps_knows_nobody_of_an_id_that_cannot_be() {
    assertThat(new PsProcessTable().look(99_999_999)).isEmpty();
  }
}
