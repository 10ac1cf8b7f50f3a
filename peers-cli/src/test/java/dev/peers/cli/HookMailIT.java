package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Hooks that show mail itself, as an agent's client runs them: the launcher, the JVM behind it and
/// a real broker. This process is the agent.
///
/// On a busy machine a hook keeps silent rather than let the agent wait. Then it is run again.
class HookMailIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Pattern LAST_SEEN = Pattern.compile("\"last_seen\":\"([^\"]+)\"");
  private static final long AGENT = ProcessHandle.current().pid();
  private static final String WORDS = "the words themselves";

  @AutoClose private final Sandbox sandbox = Sandbox.create();
  private Path payload;

  @BeforeEach
  void give_an_agent_mail() throws Exception {
    sandbox.startBroker();
    payload = sandbox.home().resolve("payload.json");
    Files.writeString(payload, "{\"session_id\":\"s-1\",\"hook_event_name\":\"UserPromptSubmit\"}");
    sandbox.with("CLAUDE_PEERS_HOOK_MAIL_CHARS", "10000");
    mailFor(AGENT);
  }

  @Test
  void mail_is_shown_and_read_without_the_secret_of_the_peer() {
    await().atMost(PATIENCE).until(() -> hook().contains(WORDS) && unread(AGENT) == 0);
    assertThat(hook()).isEmpty();
  }

  @Test
  void mail_whose_reader_has_gone_stays_unread() throws Exception {
    String script = "\"$0\" hook --harness claude <\"$1\" | true";
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              sandbox.run(
                  List.of("sh", "-c", script, Sandbox.LAUNCHER.toString(), payload.toString()));
              return log().contains("the output was not taken");
            });
    assertThat(unread(AGENT)).isEqualTo(1);
  }

  @Test
  void mail_of_a_hook_that_is_killed_before_its_output_was_flushed_stays_unread() throws Exception {
    String before = lastSeen();
    ProcessHandle[] hook = new ProcessHandle[1];
    // That the peer was seen shows that the mail was fetched for it.
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (hook[0] == null || !hook[0].isAlive()) {
                hook[0] = hookThatCannotPrint();
              }
              return !lastSeen().equals(before);
            });
    assertThat(hook[0].isAlive()).isTrue();
    hook[0].destroyForcibly();
    await().atMost(PATIENCE).until(() -> !hook[0].isAlive());
    assertThat(unread(AGENT)).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> hook().contains(WORDS) && unread(AGENT) == 0);
  }

  @Test
  void a_hook_of_another_agent_is_told_of_mail_and_shown_none() throws Exception {
    long other = sandbox.sleeper().pid();
    mailFor(other);
    String told =
        await().atMost(PATIENCE).until(this::hook, output -> output.contains("1 unread message"));
    assertThat(told).doesNotContain(WORDS);
    assertThat(unread(other)).isEqualTo(1);
    assertThat(log()).contains("agent " + other + " does not run this hook");
  }

  /// Makes an agent a peer with a secret, whose hooks are run from now on, and sends it mail.
  private void mailFor(long agent) {
    String answer =
        sandbox.curl(
            "/register",
            "{\"pid\":%d,\"agent_pid\":%d,\"cwd\":\"/work\",\"client_type\":\"claude-code\",\"secured\":true}"
                .formatted(sandbox.sleeper().pid(), agent));
    assertThat(answer).contains("\"secret\":\"");
    String id = answer.replaceAll(".*?\"id\":\"([0-9a-f]{8})\".*", "$1");
    assertThat(sandbox.peers("send", id, WORDS).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(unread(agent)).isEqualTo(1);
    sandbox.with("CLAUDE_PID", Long.toString(agent));
  }

  private String hook() {
    String script = "exec \"$0\" hook --harness claude <\"$1\"";
    Sandbox.Result result =
        sandbox.run(List.of("sh", "-c", script, Sandbox.LAUNCHER.toString(), payload.toString()));
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    return result.out();
  }

  /// A hook whose output nobody reads, behind as much as a pipe holds.
  private ProcessHandle hookThatCannotPrint() throws IOException {
    Path number = Files.createTempFile(sandbox.home(), "hook", ".pid");
    String hook =
        "head -c 65536 /dev/zero; echo $$ >\"$2\"; exec \"$0\" hook --harness claude <\"$1\"";
    sandbox.start(
        List.of(
            "sh",
            "-c",
            "sh -c \"$0\" \"$1\" \"$2\" \"$3\" | sleep 300",
            hook,
            Sandbox.LAUNCHER.toString(),
            payload.toString(),
            number.toString()));
    await().atMost(PATIENCE).until(() -> Files.readString(number).endsWith("\n"));
    return ProcessHandle.of(Long.parseLong(Files.readString(number).strip())).orElseThrow();
  }

  private String lastSeen() {
    Matcher seen =
        LAST_SEEN.matcher(sandbox.curl("/list-peers", "{\"scope\":\"machine\",\"cwd\":\"/\"}"));
    assertThat(seen.find()).isTrue();
    return seen.group(1);
  }

  private int unread(long agent) {
    String summary = sandbox.curl("/unread-summary", "{\"agent_pid\":" + agent + "}");
    return Integer.parseInt(summary.replaceAll(".*\"count\":(\\d+).*", "$1"));
  }

  private String log() throws IOException {
    Path log = sandbox.home().resolve(".local/state/peers/hook.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
