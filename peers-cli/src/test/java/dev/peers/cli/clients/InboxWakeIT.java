package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.testkit.FakeInbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How a Claude Code session is told of mail: by real processes, over an inbox socket that behaves
/// well or does not.
final class InboxWakeIT {
  private static final String TAKEN = "Its client was told that mail waits";
  private static final String PUSHED = "It was pushed to its client";
  private static final String UNKNOWN = "Whether the wake reached it is not known yet";

  private final ClientHome home = ClientHome.create();
  private final Path socket = home.folder("cc-socks").resolve("a.sock");

  @AfterEach
  void closeHome() {
    home.close();
  }

  @Test
  void one_line_wakes_the_session_for_each_batch_of_unread_mail() throws Exception {
    try (FakeInbox inbox = FakeInbox.open(socket);
        AgentSession bob = AgentSession.claude(home, "site");
        AgentSession alice = claude("engine", inbox)) {
      bob.call("set_summary", Map.of("summary", "drawing"));
      alice.id();
      assertThat(bob.send(alice, "secret words").text()).containsAnyOf(TAKEN, UNKNOWN);
      assertThat(inbox.awaitLines(2))
          .containsExactly(
              "{\"type\":\"auth\",\"token\":\"tok-1\"}",
              "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"[claude-peers] New"
                  + " message from "
                  + bob.id()
                  + " (claude-code, site). Call check_messages to read and reply.\"}}");
      await("the report")
          .atMost(AgentSession.PATIENCE)
          .until(() -> bob.wakeOf(alice).contains("claude_inbox, last queued"));
      assertThat(bob.send(alice, "more").text()).contains("It was told of mail already");
      assertThat(alice.call("check_messages", Map.of()).text()).contains("(2 new)");
      await("its being read")
          .atMost(AgentSession.PATIENCE)
          .until(() -> !bob.call("check_messages", Map.of()).text().contains("stored"));
      bob.send(alice, "again");
      assertThat(inbox.awaitLines(4)).hasSize(4);
      assertThat(alice.pushes()).isZero();
    }
  }

  @Test
  void a_wake_that_nobody_answers_is_repeated_for_new_mail_after_a_while() throws Exception {
    home.with("CLAUDE_PEERS_WAKE_AGAIN_SECONDS", "2");
    try (FakeInbox inbox = FakeInbox.open(socket);
        AgentSession bob = AgentSession.claude(home, "site");
        AgentSession alice = claude("engine", inbox)) {
      alice.id();
      bob.send(alice, "first");
      assertThat(inbox.awaitLines(2)).hasSize(2);
      await("the second wake")
          .atMost(AgentSession.PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                bob.send(alice, "more");
                return inbox.lines().size() == 4;
              });
    }
  }

  @Test
  void a_hanging_inbox_holds_nobody_up_and_the_channel_takes_its_place() throws Exception {
    try (FakeInbox inbox = FakeInbox.hanging(socket)) {
      pushedInstead(inbox);
    }
  }

  @Test
  void an_inbox_that_refuses_is_replaced_by_the_channel() throws Exception {
    try (FakeInbox inbox = FakeInbox.open(socket)) {
      inbox.refuse();
      pushedInstead(inbox);
    }
  }

  @Test
  void an_inbox_that_vanishes_is_replaced_by_the_channel() throws Exception {
    try (FakeInbox inbox = FakeInbox.open(socket);
        AgentSession bob = AgentSession.claude(home, "site");
        AgentSession alice = claude("engine", inbox)) {
      alice.id();
      awaitWake(bob, alice, "claude_inbox, not woken yet");
      inbox.refuse();
      Files.delete(socket);
      assertThat(bob.send(alice, "hello").text()).containsAnyOf(PUSHED, UNKNOWN);
      alice.push("hello");
    }
  }

  @Test
  void a_nested_agent_is_itself_and_does_not_use_the_inbox_of_the_agent_above() throws Exception {
    try (FakeInbox inbox = FakeInbox.open(socket);
        AgentSession bob = AgentSession.claude(home, "site");
        AgentSession nested =
            AgentSession.startNested(home, "engine", "claude-code", variables(inbox))
                .shakeHands()) {
      nested.id();
      awaitWake(bob, nested, "channel (its client may drop a push)");
      bob.send(nested, "for the nested one");
      nested.push("for the nested one");
      assertThat(inbox.lines()).isEmpty();
      long agent = ProcessHandle.of(nested.pid()).orElseThrow().children().findFirst().get().pid();
      assertThat(home.peers("peers", "--json").orFail()).contains("\"agent_pid\":" + agent);
    }
  }

  /// The wake of a session whose inbox takes nothing from the beginning.
  private void pushedInstead(FakeInbox inbox) {
    try (AgentSession bob = AgentSession.claude(home, "site");
        AgentSession alice = claude("engine", inbox)) {
      alice.id();
      assertThat(bob.send(alice, "hello").text()).containsAnyOf(PUSHED, UNKNOWN);
      alice.push("hello");
      assertThat(alice.call("check_messages", Map.of()).text()).contains("(1 new)");
    }
  }

  /// A session is listed a moment before it listens.
  private static void awaitWake(AgentSession looking, AgentSession other, String wake) {
    await(wake)
        .atMost(AgentSession.PATIENCE)
        .until(() -> looking.wakeOf(other).startsWith("  Wake: " + wake));
  }

  /// What a session sets for its MCP server.
  private static Map<String, String> variables(FakeInbox inbox) {
    return Map.of(
        "CLAUDE_CODE_MESSAGING_SOCKET",
        inbox.path().toString(),
        "CLAUDE_CODE_MESSAGING_TOKEN",
        "tok-1");
  }

  private AgentSession claude(String folder, FakeInbox inbox) {
    return AgentSession.start(home, folder, "claude-code", variables(inbox)).shakeHands();
  }
}
