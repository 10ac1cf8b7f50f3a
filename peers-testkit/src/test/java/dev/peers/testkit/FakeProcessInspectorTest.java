package dev.peers.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.ProcessInspector.Termination;
import dev.peers.testkit.FakeProcessInspector.Signal;
import dev.peers.testkit.contract.ProcessInspectorContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// region contract
final class FakeProcessInspectorTest implements ProcessInspectorContract {
  private final FakeProcessInspector processes = new FakeProcessInspector();
  private long nextPid = 10;

  @BeforeEach
  void startParent() {
    processes.start(parentPid());
  }

  @Override
  public ProcessInspector inspector() {
    return processes;
  }

  @Override
  public long parentPid() {
    return 7;
  }

  @Override
  public long startProcess() {
    return processes.start(nextPid++, parentPid()).pid();
  }

  @Override
  public long startStubbornProcess() {
    long pid = startProcess();
    processes.ignoreTermination(pid);
    return pid;
  }

  @Override
  public long startZombie() {
    long pid = startProcess();
    processes.end(pid);
    return pid;
  }

  @Override
  public void endProcess(long pid) {
    processes.end(pid);
  }

  // endregion

  @Test
  void an_id_that_is_used_again_means_another_process() {
    ProcessRef first = processes.start(42);
    ProcessRef second = processes.start(42);
    assertThat(second).isNotEqualTo(first);
    assertThat(processes.isAlive(first)).isFalse();
    assertThat(processes.isAlive(second)).isTrue();
  }

  @Test
  void a_process_that_must_not_be_signalled_lives() {
    ProcessRef process = processes.start(42);
    processes.forbidSignals(42);
    assertThat(processes.terminate(process)).isInstanceOf(Termination.Failed.class);
    assertThat(processes.kill(process)).isInstanceOf(Termination.Failed.class);
    assertThat(processes.isAlive(process)).isTrue();
    assertThat(processes.signals()).isEmpty();
  }

  @Test
  void signals_are_recorded_in_order() {
    ProcessRef process = processes.start(42);
    processes.ignoreTermination(42);
    processes.terminate(process);
    processes.kill(process);
    processes.kill(process);
    assertThat(processes.signals())
        .containsExactly(
            new Signal(Signal.Kind.TERMINATE, process), new Signal(Signal.Kind.KILL, process));
  }

  @Test
  void a_child_loses_its_parent_and_may_get_another() {
    ProcessRef child = processes.start(42, 7);
    processes.end(7);
    assertThat(processes.parentOf(child)).isEmpty();
    ProcessRef subreaper = processes.start(8);
    processes.adopt(42, 8);
    assertThat(processes.parentOf(child)).contains(subreaper);
  }
  // region contract
}
// endregion
