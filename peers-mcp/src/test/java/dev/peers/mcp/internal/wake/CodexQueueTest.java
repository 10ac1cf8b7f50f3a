package dev.peers.mcp.internal.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.model.WakeStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodexQueueTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "exit 0,QUEUED",
    "exit 1,AMBIGUOUS",
    "exit 2,AMBIGUOUS",
    "exit 126,FAILED",
    "exit 127,FAILED",
    "echo Error: no rollout found for it; exit 1,FAILED",
    "echo 'Thread not found' >&2; exit 1,FAILED",
    "kill -9 $$,AMBIGUOUS",
    "yes | head -c 1000000; exit 0,QUEUED",
    "(sleep 60 <&- & echo $! > \"$0.child\"); exit 0,QUEUED"
  })
  void the_exit_and_the_output_tell_what_happened(String script, WakeStatus status)
      throws Exception {
    Path codex = program(script);
    try {
      assertThat(queue(codex, Duration.ofSeconds(20))).isEqualTo(status);
    } finally {
      endChildOf(codex);
    }
  }

  @Test
  void the_thread_and_the_text_are_handed_over() throws Exception {
    Path codex = program("printf '%s|' \"$@\" > \"$0.args\"");
    assertThat(queue(codex, Duration.ofSeconds(20))).isEqualTo(WakeStatus.QUEUED);
    assertThat(Files.readString(Path.of(codex + ".args")))
        .isEqualTo("queue|--thread|th-1|--message|new mail; $(rm x)|");
  }

  @Test
  void a_program_that_hangs_is_ended_with_all_that_it_started() throws Exception {
    Path codex = program("sleep 60 & echo $! > \"$0.child\"; wait");
    long begin = System.nanoTime();
    assertThat(queue(codex, Duration.ofSeconds(1))).isEqualTo(WakeStatus.AMBIGUOUS);
    assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(5_000);
    long child = Long.parseLong(Files.readString(Path.of(codex + ".child")).strip());
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> !ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void a_program_that_is_not_there_or_cannot_be_run_is_a_failure() throws Exception {
    assertThat(queue(folder.resolve("none"), Duration.ofSeconds(5))).isEqualTo(WakeStatus.FAILED);
    Path notExecutable = Files.writeString(folder.resolve("plain"), "exit 0\n");
    assertThat(queue(notExecutable, Duration.ofSeconds(5))).isEqualTo(WakeStatus.FAILED);
  }

  private static WakeStatus queue(Path codex, Duration timeout) throws InterruptedException {
    return new CodexQueue(codex.toString(), timeout).queue("th-1", "new mail; $(rm x)");
  }

  private static void endChildOf(Path codex) throws IOException {
    Path pid = Path.of(codex + ".child");
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroy);
    }
  }

  private Path program(String script) throws IOException {
    Path file = folder.resolve("codex");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
