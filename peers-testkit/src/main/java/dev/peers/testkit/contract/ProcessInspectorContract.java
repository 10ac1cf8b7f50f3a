package dev.peers.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.ProcessInspector;
import dev.peers.core.port.ProcessInspector.Termination;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What every [ProcessInspector] must do. A test class of one implements this and says how
/// processes are made; what it makes, it ends after each test.
public interface ProcessInspectorContract {
  /// An id that no process has.
  long NOBODY = 99_999_999;

  ProcessInspector inspector();

  /// The id of the process that is the parent of those that are started.
  long parentPid();

  /// Starts a process that ends when it is asked to.
  ///
  /// @return its id
  long startProcess();

  /// Starts a process that does not end when it is asked to.
  ///
  /// @return its id
  long startStubbornProcess();

  /// Starts a process and lets it end, without its parent taking note.
  ///
  /// @return the id that it had
  long startZombie();

  /// Ends a process that was started, and waits until it has ended.
  void endProcess(long pid);

  @Test
  default void a_living_process_is_the_same_one_each_time() {
    long pid = startProcess();
    ProcessRef process = found(pid);
    assertThat(process.pid()).isEqualTo(pid);
    assertThat(process.wasSeen()).isTrue();
    assertThat(inspector().find(pid)).contains(process);
    assertThat(inspector().isAlive(process)).isTrue();
  }

  @Test
  default void nobody_is_found_where_nobody_is() {
    assertThat(inspector().find(NOBODY)).isEmpty();
    assertThat(inspector().find(Long.MAX_VALUE)).isEmpty();
    assertThat(inspector().find(0)).isEmpty();
    assertThat(inspector().find(-1)).isEmpty();
  }

  @Test
  default void a_process_that_ended_is_gone() {
    ProcessRef process = found(startProcess());
    endProcess(process.pid());
    assertThat(inspector().find(process.pid())).isEmpty();
    assertIsGone(process);
  }

  @Test
  default void a_zombie_does_not_live() {
    long pid = startZombie();
    await().atMost(Duration.ofSeconds(10)).until(() -> inspector().find(pid).isEmpty());
  }

  @Test
  default void another_process_with_the_same_id_is_another_one() {
    ProcessRef living = found(startStubbornProcess());
    assertIsGone(new ProcessRef(living.pid(), living.start() + "0"));
    assertThat(inspector().isAlive(living)).isTrue();
  }

  @Test
  default void a_process_that_was_never_seen_is_no_living_one() {
    ProcessRef living = found(startStubbornProcess());
    assertIsGone(ProcessRef.unseen(living.pid()));
    assertThat(inspector().isAlive(living)).isTrue();
  }

  @Test
  default void the_parent_of_a_process_is_found() {
    ProcessRef child = found(startProcess());
    assertThat(inspector().parentOf(child)).contains(found(parentPid()));
  }

  @Test
  default void a_process_ends_when_it_is_asked_to() {
    ProcessRef process = found(startProcess());
    assertThat(inspector().terminate(process)).isEqualTo(new Termination.Signalled());
    awaitGone(process);
  }

  @Test
  default void a_process_may_refuse_to_end_until_it_is_not_asked() {
    ProcessRef process = found(startStubbornProcess());
    assertThat(inspector().terminate(process)).isEqualTo(new Termination.Signalled());
    assertThat(inspector().terminate(process)).isEqualTo(new Termination.Signalled());
    assertThat(inspector().isAlive(process)).isTrue();
    assertThat(inspector().kill(process)).isEqualTo(new Termination.Signalled());
    awaitGone(process);
  }

  private ProcessRef found(long pid) {
    return inspector().find(pid).orElseThrow();
  }

  private void assertIsGone(ProcessRef process) {
    assertThat(inspector().isAlive(process)).isFalse();
    assertThat(inspector().parentOf(process)).isEmpty();
    assertThat(inspector().terminate(process)).isEqualTo(new Termination.Gone());
    assertThat(inspector().kill(process)).isEqualTo(new Termination.Gone());
  }

  private void awaitGone(ProcessRef process) {
    await().atMost(Duration.ofSeconds(10)).until(() -> !inspector().isAlive(process));
  }
}
