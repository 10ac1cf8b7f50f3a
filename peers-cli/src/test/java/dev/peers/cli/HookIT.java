package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `peers hook` as an agent's client runs it: the launcher, the JVM behind it and a real broker.
class HookIT {
  @AutoClose private final Sandbox sandbox = Sandbox.create();

  @Test
  void an_agent_without_mail_hears_nothing() throws Exception {
    sandbox.startBroker();
    agent();
    assertSilent(hook("claude", stop(false)));
    assertSilent(hook("claude", "{`session_id`:`s-1`,`hook_event_name`:`UserPromptSubmit`}"));
  }

  @Test
  void an_agent_without_a_broker_hears_nothing_and_none_is_started() throws Exception {
    sandbox.with("CLAUDE_PID", Long.toString(sandbox.sleeper().pid()));
    assertSilent(hook("claude", stop(false)));
    assertThat(sandbox.socket()).doesNotExist();
  }

  @Test
  void an_agent_with_mail_is_stopped_from_ending_its_turn_once() throws Exception {
    sandbox.startBroker();
    String to = agent();
    assertThat(sandbox.peers("send", to, "the secret text").exitCode()).isEqualTo(ExitCode.OK);
    // On a busy machine a hook keeps silent rather than let the agent wait, and may be asked again.
    Sandbox.Result first =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> hook("claude", stop(false)), result -> !result.out().isEmpty());
    assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(first.out())
        .startsWith("{\"decision\":\"block\",\"reason\":\"[claude-peers] 1 unread message")
        .contains("call check_messages")
        .doesNotContain("the secret text");
    assertThat(first.err()).isEmpty();
    assertSilent(hook("claude", stop(true)));
    assertThat(sandbox.curl("/fetch-messages", "{\"id\":\"" + to + "\"}"))
        .as("a hook reads nothing")
        .contains("[via CLI, unverified sender] the secret text");
  }

  @Test
  void an_unknown_harness_is_a_clear_error_that_does_not_block() throws Exception {
    Sandbox.Result result = hook("nonsense", stop(false));
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("--harness must be claude or codex, not 'nonsense'")
        .doesNotContain("\tat ");
  }

  @Test
  void codex_gets_an_empty_object_when_nothing_is_unread() throws Exception {
    sandbox.startBroker();
    Sandbox.Result result = hook("codex", stop(false));
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out().strip()).isEqualTo("{}");
    assertThat(result.err()).isEmpty();
  }

  /// A peer whose agent the hooks from now on belong to.
  private String agent() {
    Process agent = sandbox.sleeper();
    sandbox.with("CLAUDE_PID", Long.toString(agent.pid()));
    return sandbox.register(agent.pid(), agent.pid(), "/work/b");
  }

  private static String stop(boolean active) {
    return "{`session_id`:`s-1`,`hook_event_name`:`Stop`,`stop_hook_active`:" + active + "}";
  }

  private Sandbox.Result hook(String harness, String payload) throws IOException {
    Path input = sandbox.home().resolve("payload.json");
    Files.writeString(input, payload.replace('`', '"'));
    String script = "exec \"$0\" hook --harness \"$1\" <\"$2\"";
    return sandbox.run(
        List.of("sh", "-c", script, Sandbox.LAUNCHER.toString(), harness, input.toString()));
  }

  private static void assertSilent(Sandbox.Result result) {
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
  }
}
