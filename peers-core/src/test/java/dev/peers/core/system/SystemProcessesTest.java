package dev.peers.core.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.ProcessInspector.Termination;
import org.awaitility.Awaitility;
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
  void a_process_that_has_the_id_of_one_that_ended_is_not_signalled() throws Exception {
    Process shortLived = new ProcessBuilder("sleep", "600").start();
    ProcessRef ended = processes.find(shortLived.pid()).orElseThrow();
    shortLived.destroyForcibly().waitFor();
    Process later = new ProcessBuilder("sleep", "600").start();
    try {
      ProcessRef living = processes.find(later.pid()).orElseThrow();
      // What the operating system does once its ids have gone round.
      ProcessRef reused = new ProcessRef(living.pid(), ended.start() + "0");
      assertThat(processes.terminate(ended)).isEqualTo(new Termination.Gone());
      assertThat(processes.kill(reused)).isEqualTo(new Termination.Gone());
      assertThat(processes.isAlive(living)).isTrue();
    } finally {
      later.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_process_of_another_user_is_not_signalled_even_by_root() throws Exception {
    boolean root = "root".equals(System.getProperty("user.name"));
    // Whoever is not root sees the first process of all as another user's.
    Process other =
        root ? new ProcessBuilder("setpriv", "--reuid=65534", "sleep", "600").start() : null;
    long pid = other == null ? 1 : other.pid();
    try {
      Awaitility.await()
          .until(
              () ->
                  !ProcessHandle.of(pid)
                      .flatMap(handle -> handle.info().user())
                      .equals(ProcessHandle.current().info().user()));
      ProcessRef ref = processes.find(pid).orElseThrow();
      assertThat(processes.terminate(ref)).isInstanceOf(Termination.Failed.class);
      assertThat(processes.kill(ref)).isInstanceOf(Termination.Failed.class);
      assertThat(processes.isAlive(ref)).isTrue();
    } finally {
      if (other != null) {
        other.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void the_first_process_of_all_lives_and_has_no_parent() {
    ProcessRef init = processes.find(1).orElseThrow();
    assertThat(processes.isAlive(init)).isTrue();
    assertThat(processes.parentOf(init)).isEmpty();
  }
}
