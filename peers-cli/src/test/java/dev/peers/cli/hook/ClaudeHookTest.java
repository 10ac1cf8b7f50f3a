package dev.peers.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.ListRequest;
import dev.peers.core.PeerStatus;
import dev.peers.core.Registration;
import dev.peers.core.model.Activity;
import dev.peers.core.model.ClientType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaudeHookTest {
  private static final String STOP =
      """
      {"session_id":"s-1","transcript_path":"/t","cwd":"/work/shop","hook_event_name":"Stop",\
      "stop_hook_active":false}
      """;
  private static final String STOP_AGAIN = STOP.replace("false", "true");

  @TempDir Path folder;
  private HookNetwork network;
  private Registration agent;
  private Registration sender;

  @BeforeEach
  void open() {
    network = new HookNetwork(folder);
    agent = network.agent(ClientType.CLAUDE_CODE);
    sender = network.peer(5_200, "poker-engine");
  }

  @AfterEach
  void close() {
    network.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Stop",
        "PreToolUse",
        "UserPromptSubmit",
        "SessionStart",
        "PostToolBatch",
        "PostToolUse"
      })
  void nothing_is_said_while_nothing_is_unread(String event) throws Exception {
    assertThat(network.claude(payload(event))).isEmpty();
    assertThat(network.log()).isEmpty();
  }

  @Test
  void a_stop_is_blocked_and_says_from_whom_the_mail_is() {
    network.send(sender, agent, "secret words");

    assertThat(network.claude(STOP))
        .isEqualTo(
            "{\"decision\":\"block\",\"reason\":\"[claude-peers] 1 unread message from"
                + " poker-engine ("
                + sender.peer().id()
                + "). Before you finish, call check_messages to read and answer.\"}\n");
  }

  @Test
  void a_stop_is_blocked_once_for_each_batch_of_unread_mail() {
    network.send(sender, agent, "one");
    assertThat(network.claude(STOP)).contains("block");
    assertThat(network.claude(STOP)).isEmpty();
    network.send(sender, agent, "two of the same batch");
    assertThat(network.claude(STOP)).isEmpty();

    network.readAll(agent);
    assertThat(network.claude(STOP)).isEmpty();
    network.send(sender, agent, "three");
    assertThat(network.claude(STOP)).contains("block");
  }

  @Test
  void a_turn_that_may_end_is_noted_and_one_that_must_not_is_none() {
    Path note = network.marks().resolve("turn-" + HookNetwork.AGENT);
    network.send(sender, agent, "one");
    assertThat(network.claude(STOP)).contains("block");
    assertThat(note).doesNotExist();
    assertThat(activity()).isEmpty();
    assertThat(network.claude(STOP)).isEmpty();
    assertThat(note).hasContent("idle");
    network.pass(Duration.ofSeconds(1));
    assertThat(activity()).contains(Activity.State.IDLE);
  }

  private Optional<Activity.State> activity() {
    return network.broker.list(ListRequest.MACHINE).toCompletableFuture().join().stream()
        .filter(status -> status.peer().id().equals(agent.peer().id()))
        .findFirst()
        .flatMap(PeerStatus::activity)
        .map(Activity::state);
  }

  @Test
  void a_new_session_of_the_agent_is_told_anew() {
    network.send(sender, agent, "one");
    assertThat(network.claude(STOP)).contains("block");
    assertThat(network.claude(STOP.replace("s-1", "s-2"))).contains("block");
  }

  @Test
  void a_turn_that_goes_on_because_of_a_hook_may_end() {
    network.send(sender, agent, "one");
    assertThat(network.claude(STOP_AGAIN)).isEmpty();
    // It was not told of the mail either.
    assertThat(network.claude(STOP)).contains("block");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UserPromptSubmit", "SessionStart", "PostToolBatch", "PostToolUse"})
  void the_agent_is_told_of_count_and_senders(String event) {
    network.send(sender, agent, "secret words");
    network.sendAsPerson(agent, "more of them");

    String output = network.claude(payload(event));

    assertThat(output)
        .isEqualTo(
            "{\"hookSpecificOutput\":{\"hookEventName\":\""
                + event
                + "\",\"additionalContext\":\"[claude-peers] 2 unread messages from"
                + " poker-engine ("
                + sender.peer().id()
                + "), cli. Call check_messages to read and answer.\"}}\n");
    assertThat(network.claude(payload(event))).isEqualTo(output);
  }

  @Test
  void a_git_commit_gets_context_and_no_decision() {
    network.send(sender, agent, "secret words");

    assertThat(network.claude(bash("git -C /work/shop commit -m x")))
        .startsWith("{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",")
        .contains("1 unread message from poker-engine")
        .contains("It may bear on this git commit: call check_messages first.")
        .doesNotContain("permissionDecision", "secret words");
  }

  @Test
  void other_tools_and_commands_get_no_context() {
    network.send(sender, agent, "one");

    assertThat(network.claude(bash("git status && ls"))).isEmpty();
    assertThat(
            network.claude(
                "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\","
                    + "\"tool_input\":{\"command\":\"git push\"}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SessionEnd", "Notification", "SubagentStop", "NotYetInvented"})
  void other_events_are_not_for_us(String event) {
    network.send(sender, agent, "one");
    assertThat(network.claude(payload(event))).isEmpty();
  }

  @Test
  void without_a_process_id_the_nearest_ancestor_with_peers_is_the_agent() {
    network.send(sender, agent, "one");
    List<Long> ancestors = List.of(88_888L, HookNetwork.AGENT, 5_200L, 1L);

    assertThat(network.run(Harness.CLAUDE, STOP, Map.of(), ancestors)).contains("block");
    assertThat(network.run(Harness.CLAUDE, STOP, Map.of(), List.of(5_200L))).isEmpty();
    assertThat(
            network.run(
                Harness.CLAUDE,
                STOP.replace("s-1", "s-2"),
                Map.of("CLAUDE_PID", "none"),
                ancestors))
        .contains("block");
    assertThat(network.run(Harness.CLAUDE, STOP, Map.of(), List.of())).isEmpty();
  }

  @Test
  void mail_of_other_agents_is_not_told() {
    network.send(agent, sender, "one");
    assertThat(network.claude(STOP)).isEmpty();
  }

  @Test
  void many_senders_are_cut_short() {
    for (int i = 0; i < 10; i++) {
      network.send(network.peer(6_000 + 10 * i, "helper-" + i), agent, "one");
    }
    assertThat(network.claude(payload("SessionStart")))
        .contains("10 unread messages from helper-0 (")
        .contains("and 2 more. Call")
        .doesNotContain("helper-8");
  }

  @Test
  void a_session_id_cannot_lead_out_of_the_folder() {
    network.send(sender, agent, "one");
    assertThat(network.claude(STOP.replace("s-1", "../../../escape"))).contains("block");
    assertThat(folder.resolve("escape")).doesNotExist();
    assertThat(network.marks().resolve("told-" + HookNetwork.AGENT + "-session")).exists();
  }

  private static String payload(String event) {
    return "{\"session_id\":\"s-1\",\"hook_event_name\":\"" + event + "\"}";
  }

  private static String bash(String command) {
    return "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\""
        + command
        + "\",\"description\":\"d\"}}";
  }
}
