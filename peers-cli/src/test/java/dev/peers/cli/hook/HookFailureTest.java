package dev.peers.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.UnreadSummary;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.protocol.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HookFailureTest {
  private static final String STOP = "{\"session_id\":\"s-1\",\"hook_event_name\":\"Stop\"}";
  private static final Map<String, String> ENV = Map.of("CLAUDE_PID", "4100");

  @TempDir Path folder;
  private Settings settings;

  @BeforeEach
  void read() {
    settings = HookNetwork.settings(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no json",
        "[]",
        "null",
        "\"Stop\"",
        "{",
        "{\"hook_event_name\":\"Stop\"",
        "{\"hook_event_name\":\"Stop\",}x",
        "{}",
        "{\"hook_event_name\":null}",
        "{\"hook_event_name\":7}",
        "{\"hook_event_name\":\"Stop\",\"stop_hook_active\":\"perhaps\"}",
        "{\"hook_event_name\":{\"a\":1}}",
      })
  void a_payload_that_is_none_is_answered_with_nothing_and_logged(String payload) throws Exception {
    assertThat(run(Harness.CLAUDE, new SilentBroker(), stream(payload))).isIn("");
    assertThat(log()).contains(" claude: ").hasLineCount(1);
  }

  @Test
  void a_payload_nested_without_end_is_refused() throws Exception {
    String payload = "{\"hook_event_name\":\"Stop\",\"x\":" + "[".repeat(900_000);
    assertThat(run(Harness.CLAUDE, new SilentBroker(), stream(payload))).isEmpty();
    assertThat(log()).contains("nested deeper than 64 levels");
  }

  @Test
  void a_payload_of_more_than_a_mebibyte_is_taken_and_refused() throws Exception {
    InputStream in = stream("{\"x\":\"" + "y".repeat(3_000_000) + "\"}");
    assertThat(run(Harness.CLAUDE, new SilentBroker(), in)).isEmpty();
    assertThat(in.read()).isEqualTo(-1);
    assertThat(log()).contains("larger than 1048576 bytes");
  }

  @Test
  void input_that_never_ends_does_not_hold_the_agent_up() throws Exception {
    try (PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out)) {
      out.write("{\"hook_".getBytes(StandardCharsets.UTF_8));
      assertThat(run(Harness.CLAUDE, new SilentBroker(), in)).isEmpty();
    }
    assertThat(log()).contains("not done in time");
  }

  @Test
  void a_broker_that_never_answers_does_not_hold_the_agent_up() throws Exception {
    long start = System.nanoTime();
    assertThat(
            HookCommand.run(
                Harness.CLAUDE, stream(STOP), sink(), ENV, new SilentBroker(), settings))
        .isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(log()).contains("claude: ", "unread summary: no answer in time");

    assertThat(run(Harness.CODEX, new SilentBroker(), stream(STOP))).isEqualTo("{}\n");
    assertThat(log()).contains("codex: ", "list: no answer in time");
  }

  @Test
  void a_broker_that_does_not_even_return_does_not_hold_the_agent_up() throws Exception {
    CompletableFuture<Void> never = new CompletableFuture<>();
    Broker stuck =
        new SilentBroker() {
          @Override
          public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
            never.join();
            return super.unreadSummary(agentPid);
          }
        };
    assertThat(run(Harness.CLAUDE, stuck, stream(STOP))).isEmpty();
    assertThat(log()).contains("not done in time");
    never.complete(null);
  }

  @Test
  void a_broker_that_is_not_there_makes_a_silent_hook() throws Exception {
    Broker away =
        new SilentBroker() {
          @Override
          public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
            return CompletableFuture.failedFuture(
                new IllegalStateException("no broker\n\u001b[31mforged line"));
          }
        };
    assertThat(run(Harness.CLAUDE, away, stream(STOP))).isEmpty();
    assertThat(log()).contains("no broker \uFFFD[31mforged line").hasLineCount(1);
  }

  @Test
  void mail_is_told_without_names_when_they_do_not_come_in_time() throws Exception {
    Broker slow =
        new SilentBroker() {
          @Override
          public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
            return CompletableFuture.completedFuture(
                new UnreadSummary(1, List.of(new PeerId("12ab34cd")), List.of()));
          }
        };
    assertThat(run(Harness.CLAUDE, slow, stream(STOP)))
        .contains("1 unread message from 12ab34cd. Before");
    assertThat(log()).contains("told without names");
  }

  @Test
  void a_stop_whose_output_is_not_taken_is_not_counted() throws Exception {
    Path marks = MarkerFiles.folder(settings);
    new MarkerFiles(marks, Runnable::run)
        .mark(new ProcessRef(4_100, "start"), Optional.of(new Secret("key")));
    Broker broker =
        new SilentBroker() {
          @Override
          public CompletionStage<UnreadSummary> unreadSummary(long agentPid) {
            return CompletableFuture.completedFuture(
                new UnreadSummary(1, List.of(PeerId.CLI), List.of()));
          }
        };
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("closed");
          }
        };
    assertThat(command(Harness.CLAUDE, broker).run(stream(STOP), new PrintStream(closed))).isZero();
    assertThat(log()).contains("the output was not taken");
    assertThat(run(Harness.CLAUDE, broker, stream(STOP))).contains("block");
    assertThat(run(Harness.CLAUDE, broker, stream(STOP))).isEmpty();
  }

  @Test
  void the_log_is_for_its_owner_only_and_does_not_grow_without_end() throws Exception {
    run(Harness.CLAUDE, new SilentBroker(), stream("x"));
    Path log = folder.resolve("state/hook.log");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state"))))
        .isEqualTo("rwx------");

    Files.writeString(log, "x".repeat((int) HookLog.ROOM + 1));
    run(Harness.CLAUDE, new SilentBroker(), stream("x"));
    assertThat(log).content().hasLineCount(1);
    assertThat(folder.resolve("state/hook.log.1")).hasSize(HookLog.ROOM + 1);
  }

  @Test
  void a_log_that_cannot_be_written_disturbs_nobody() throws Exception {
    Files.writeString(folder.resolve("state"), "a file where the folder should be");
    assertThat(run(Harness.CLAUDE, new SilentBroker(), stream("x"))).isEmpty();
  }

  @Test
  void settings_that_are_wrong_make_a_silent_hook() {
    Map<String, String> env = Map.of("HOME", folder.toString(), "CLAUDE_PEERS_PORT", "none");
    assertThat(HookCommand.run(Harness.CLAUDE, stream(STOP), sink(), env)).isZero();
  }

  @Test
  void harnesses_have_names() {
    assertThat(Harness.parse("claude")).contains(Harness.CLAUDE);
    assertThat(Harness.parse("codex")).contains(Harness.CODEX);
    assertThat(Harness.parse("CLAUDE")).isEmpty();
  }

  private String run(Harness harness, Broker broker, InputStream in) {
    return HookNetwork.output(command(harness, broker), in);
  }

  private HookCommand command(Harness harness, Broker broker) {
    return new HookCommand(
        harness, ENV, broker, settings, () -> List.of(4_100L), Duration.ofMillis(600));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static PrintStream sink() {
    return new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
  }

  private String log() throws IOException {
    Path log = folder.resolve("state/hook.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
