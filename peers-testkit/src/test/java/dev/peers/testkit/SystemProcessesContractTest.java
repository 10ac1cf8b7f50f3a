package dev.peers.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.port.ProcessInspector;
import dev.peers.core.system.SystemProcesses;
import dev.peers.testkit.contract.ProcessInspectorContract;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/// The contract on real processes, all of them children of this one.
final class SystemProcessesContractTest implements ProcessInspectorContract {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final ProcessInspector processes = SystemProcesses.inspector();
  private final Map<Long, Process> started = new HashMap<>();

  @AfterEach
  void endAll() {
    started.keySet().forEach(this::endProcess);
  }

  @Override
  public ProcessInspector inspector() {
    return processes;
  }

  @Override
  public long parentPid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public long startProcess() {
    return start("sleep", "60").pid();
  }

  @Override
  public long startStubbornProcess() {
    // What is ignored stays ignored in the program that takes the shell's place.
    Process process = start("sh", "-c", "trap '' TERM; echo ready; exec sleep 60");
    assertThat(firstLine(process)).isEqualTo("ready");
    return process.pid();
  }

  @Override
  public long startZombie() {
    // `sleep` does not know that it has a child, so it never waits for it. The shell would.
    Process parent = start("sh", "-c", "sleep 60 & echo $!; exec sleep 60");
    long child = Long.parseLong(firstLine(parent));
    await().atMost(DEADLINE).until(() -> isSleep(parent));
    ProcessHandle.of(child).orElseThrow().destroyForcibly();
    return child;
  }

  @Override
  public void endProcess(long pid) {
    Process process = Objects.requireNonNull(started.get(pid));
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static boolean isSleep(Process process) {
    return process.info().arguments().map(List::of).equals(Optional.of(List.of("60")));
  }

  private Process start(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      started.put(process.pid(), process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstLine(Process process) {
    try {
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      return String.valueOf(lines.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
