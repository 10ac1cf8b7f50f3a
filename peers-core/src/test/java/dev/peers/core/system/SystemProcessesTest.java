package dev.peers.core.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.ProcessInspector.Termination;
import org.junit.jupiter.api.Test;

/// What is particular to real processes; the contract is tested in `peers-testkit`.
final class SystemProcessesTest {
  private final ProcessInspector processes = SystemProcesses.inspector();

  @Test
  void this_process_lives_and_has_a_living_parent() {
    ProcessRef self = processes.find(ProcessHandle.current().pid()).orElseThrow();
    assertThat(processes.isAlive(self)).isTrue();
    assertThat(processes.parentOf(self)).get().satisfies(p -> assertThat(p.pid()).isPositive());
  }

  @Test
  void a_process_does_not_signal_itself() {
    ProcessRef self = processes.find(ProcessHandle.current().pid()).orElseThrow();
    assertThat(processes.terminate(self))
        .isEqualTo(new Termination.Failed("a process does not signal itself"));
    assertThat(processes.kill(self)).isInstanceOf(Termination.Failed.class);
  }

  @Test
  void the_first_process_of_all_lives_and_has_no_parent() {
    ProcessRef init = processes.find(1).orElseThrow();
    assertThat(processes.isAlive(init)).isTrue();
    assertThat(processes.parentOf(init)).isEmpty();
  }
}
