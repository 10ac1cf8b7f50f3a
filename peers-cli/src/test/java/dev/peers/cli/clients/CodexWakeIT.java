package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a Codex thread is told of mail: by real processes, and a `codex` that plays the real one.
final class CodexWakeIT {
  private final ClientHome home = ClientHome.create();
  private final Path programs = home.programs();

  @AfterEach
  void closeHome() {
    home.close();
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0, queued",
    "exit 1, ambiguous",
    "exit 126, failed",
    "exit 127, failed",
    "echo 'Error: no rollout found for thread' >&2; exit 1, failed",
    "echo 'thread not found'; exit 1, failed",
  })
  void what_codex_queue_comes_to_is_told(String script, String status) throws Exception {
    codex("printf '%s|' \"$@\" >>\"$0.args\"; " + script);
    try (AgentSession bob = AgentSession.claude(home, "site");
        AgentSession alice = AgentSession.codex(home, "engine", "th-1")) {
      await("the thread")
          .atMost(AgentSession.PATIENCE)
          .until(() -> bob.wakeOf(alice).startsWith("  Wake: codex_queue"));
      bob.send(alice, "secret words");
      await("the report")
          .atMost(AgentSession.PATIENCE)
          .until(() -> bob.wakeOf(alice).contains("codex_queue, last " + status));
      assertThat(programs.resolve("codex.args"))
          .content()
          .isEqualTo(
              "queue|--thread|th-1|--message|[claude-peers] New message from "
                  + bob.id()
                  + " (claude-code, site). Call check_messages to read and reply.|");
      assertThat(alice.call("check_messages", Map.of()).text()).contains("(1 new)");
    }
  }

  @Test
  void a_codex_that_hangs_holds_nobody_up_and_is_ended() throws Exception {
    codex("echo $$ >\"$0.pid\"; exec sleep 600");
    try (AgentSession bob = AgentSession.claude(home, "site");
        AgentSession alice = AgentSession.codex(home, "engine", "th-1")) {
      await("the thread")
          .atMost(AgentSession.PATIENCE)
          .until(() -> bob.wakeOf(alice).startsWith("  Wake: codex_queue"));
      long begin = System.nanoTime();
      assertThat(bob.send(alice, "hello").text())
          .contains("Whether the wake reached it is not known yet");
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(5);
      assertThat(alice.call("check_messages", Map.of()).text()).contains("(1 new)");
      Path pid = programs.resolve("codex.pid");
      await("its start").atMost(AgentSession.PATIENCE).until(() -> Files.size(pid) > 1);
      long hanging = Long.parseLong(Files.readString(pid).strip());
      await("its end")
          .atMost(AgentSession.PATIENCE)
          .until(() -> ProcessHandle.of(hanging).filter(ProcessHandle::isAlive).isEmpty());
      await("the report")
          .atMost(AgentSession.PATIENCE)
          .until(() -> bob.wakeOf(alice).contains("last ambiguous"));
    }
  }

  @Test
  void threads_of_one_daemon_are_peers_of_their_own() throws Exception {
    codex("printf '%s\\n' \"$3\" >>\"$0.threads\"");
    try (CodexDaemon daemon = CodexDaemon.start(home, "engine");
        AgentSession bob = AgentSession.claude(home, "site")) {
      String one = daemon.open("th-1");
      String two = daemon.open("th-2");
      assertThat(one).isNotEqualTo(two);
      bob.call("send_message", Map.of("to_id", two, "message", "for the second"));
      Path threads = programs.resolve("codex.threads");
      await("the wake").atMost(AgentSession.PATIENCE).until(() -> Files.exists(threads));
      assertThat(threads).content().isEqualTo("th-2\n");
      assertThat(daemon.check("th-1")).contains("No messages.");
      assertThat(daemon.check("th-2")).contains("(1 new)", "for the second");

      daemon.end("th-1");
      await("its leaving")
          .atMost(AgentSession.PATIENCE)
          .until(() -> !bob.call("list_peers", Map.of()).text().contains(one));
      assertThat(bob.call("list_peers", Map.of()).text()).contains(two);
      assertThat(daemon.isAlive()).isTrue();
    }
  }

  private void codex(String script) throws IOException {
    Path file = programs.resolve("codex");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
