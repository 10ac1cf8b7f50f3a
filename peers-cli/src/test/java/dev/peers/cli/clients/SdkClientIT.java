package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.protocol.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The official TypeScript client library against the real `peers mcp`.
final class SdkClientIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern ID = Pattern.compile("ID: ([0-9a-f]{8})");
  private static final Map<String, String> MACHINE = Map.of("scope", "machine");

  private final ClientHome home = ClientHome.create();

  @AfterEach
  void closeHome() {
    home.close();
  }

  @Test
  void the_server_introduces_itself_and_lists_its_tools() {
    try (SdkSession claude = SdkSession.start(home, "engine", "claude-code");
        SdkSession codex = SdkSession.start(home, "site", "codex")) {
      assertThat(claude.connected().text("server.name")).isEqualTo("claude-peers");
      assertThat(claude.connected().has("capabilities.experimental.claude/channel")).isTrue();
      assertThat(codex.connected().has("capabilities.experimental.claude/channel")).isFalse();
      assertThat(codex.connected().text("instructions")).contains("check_messages");
      assertThat(claude.listTools().objects("tools"))
          .extracting(tool -> tool.text("name"))
          .contains("list_peers", "send_message", "set_summary", "check_messages", "kill_peer");
      assertThat(claude.listTools().objects("tools"))
          .allSatisfy(tool -> assertThat(tool.text("inputSchema.type")).isEqualTo("object"));
    }
  }

  @Test
  void the_patterns_of_the_skill_are_prompts() {
    try (SdkSession session = SdkSession.start(home, "engine", "claude-code")) {
      assertThat(session.connected().has("capabilities.prompts")).isTrue();
      assertThat(session.listPrompts().objects("prompts"))
          .extracting(prompt -> prompt.text("name"))
          .containsExactly("delegate", "review-handoff", "who-is-here");

      Said prompt = session.getPrompt("delegate", Map.of("task", "write the parser", "to", "site"));
      assertThat(prompt.objects("messages")).hasSize(1);
      Said message = prompt.objects("messages").getFirst();
      assertThat(message.text("role")).isEqualTo("user");
      assertThat(message.text("content.text"))
          .startsWith("# Delegate a task")
          .endsWith("The task: write the parser\nThe peer: site\n");
      assertThat(session.getPrompt("who-is-here", Map.of()).objects("messages")).hasSize(1);
    }
  }

  @Test
  void two_sessions_find_each_other_and_talk() {
    try (SdkSession alice = SdkSession.start(home, "engine", "claude-code");
        SdkSession bob = SdkSession.start(home, "site", "codex")) {
      alice.introduce("writing the parser");
      bob.introduce("looking around");
      assertThat(bob.call("set_summary", Map.of("summary", "drawing the front page")).text())
          .isEqualTo("Summary updated: \"drawing the front page\"");
      String listed = listed(alice, "drawing the front page");
      assertThat(listed).contains("Found 1 peer(s) (scope: machine):", "Type: codex");
      assertThat(alice.call("check_messages", Map.of()).text()).contains("No messages.");

      String bobId = firstId(listed);
      ToolResult sent =
          alice.call("send_message", Map.of("to_id", bobId, "message", "which colour?"));
      assertThat(sent.isError()).isFalse();
      assertThat(sent.text()).contains("Message sent to peer");

      String inbox = bob.call("check_messages", Map.of()).text();
      assertThat(inbox).contains("[NEW]", "[claude-code]", "From", "which colour?");
      assertThat(bob.call("check_messages", Map.of()).text())
          .contains("which colour?")
          .doesNotContain("[NEW]");
      assertThat(alice.call("check_messages", Map.of()).text())
          .contains("To ", "which colour?")
          .doesNotContain("[NEW]");
    }
  }

  @Test
  void mail_is_pushed_into_the_channel_and_stays_new_until_it_is_read() {
    try (SdkSession claude = SdkSession.start(home, "engine", "claude-code");
        SdkSession codex = SdkSession.start(home, "site", "codex")) {
      claude.introduce("writing the parser");
      codex.introduce("drawing");
      String claudeId = firstId(listed(codex, "writing the parser"));
      codex.call("send_message", Map.of("to_id", claudeId, "message", "the page is ready"));

      Said push = claude.notification("notifications/claude/channel");
      assertThat(push.text("content")).contains("the page is ready");
      assertThat(push.text("meta.from_id")).matches("[0-9a-f]{8}");
      assertThat(push.text("meta.from_summary")).isEqualTo("drawing");
      assertThat(push.text("meta.from_cwd")).endsWith("/site");
      assertThat(push.text("meta.sent_at")).endsWith("Z");
      assertThat(push.object("meta").fields().fields())
          .allSatisfy(
              (key, value) -> {
                assertThat(key).matches("[A-Za-z0-9_]+");
                assertThat(value).isInstanceOf(Json.Str.class);
              });
      assertThat(claude.call("check_messages", Map.of()).text())
          .contains("[NEW]", "the page is ready");
    }
  }

  @Test
  void what_cannot_be_done_is_an_error_result_that_says_why() {
    try (SdkSession session = SdkSession.start(home, "engine", "claude-code")) {
      session.introduce("trying things out");
      ToolResult nobody =
          session.call("send_message", Map.of("to_id", "deadbeef", "message", "hello"));
      assertThat(nobody.isError()).isTrue();
      assertThat(nobody.text()).contains("Failed to send: ", "Peer deadbeef not found");

      ToolResult tooLong =
          session.call("send_message", Map.of("to_id", "deadbeef", "message", "x".repeat(10_001)));
      assertThat(tooLong.isError()).isTrue();
      assertThat(tooLong.text()).contains("Message too large (10001 chars, max 10000)");

      ToolResult nobodyToKill = session.call("kill_peer", Map.of("peer_id", "deadbeef"));
      assertThat(nobodyToKill.isError()).isTrue();
      assertThat(nobodyToKill.text()).contains("Failed to kill peer: Peer deadbeef not found");
    }
  }

  @Test
  void a_session_can_be_ended_by_another() {
    try (SdkSession session = startIntroduced("engine", "supervising");
        StandInAgent victim = StandInAgent.start(home, "stuck", "codex")) {
      String id = firstId(listed(session, "stand-in"));
      List<ProcessHandle> servers = victim.children();
      assertThat(servers).isNotEmpty();

      ToolResult killed = session.call("kill_peer", Map.of("peer_id", id));
      assertThat(killed.text()).contains("Killed peer").contains("(PID " + victim.pid() + ")");
      await("the agent's end").atMost(PATIENCE).until(() -> !victim.isAlive());
      await("the end of its MCP server")
          .atMost(PATIENCE)
          .until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(session.call("list_peers", MACHINE).text()).contains("No other peers found");
    }
  }

  @Test
  void a_session_that_ends_goes_at_once_and_is_no_peer_any_more() {
    try (SdkSession stays = SdkSession.start(home, "engine", "claude-code");
        SdkSession leaves = SdkSession.start(home, "site", "codex")) {
      stays.introduce("staying");
      leaves.introduce("about to leave");
      listed(stays, "about to leave");
      assertThat(leaves.end())
          .as("milliseconds, of 2,000 before the client would use a signal")
          .isLessThan(1_500);
      await("its leaving")
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(stays.call("list_peers", MACHINE).text())
                      .contains("No other peers found (scope: machine)."));
    }
  }

  /// A session that is registered, so that the broker is there for the next one.
  private SdkSession startIntroduced(String folder, String summary) {
    return SdkSession.start(home, folder, "claude-code").introduce(summary);
  }

  /// What list_peers says once it shows the summary.
  private static String listed(SdkSession session, String summary) {
    return await("a peer that says '" + summary + "'")
        .atMost(PATIENCE)
        .until(() -> session.call("list_peers", MACHINE).text(), text -> text.contains(summary));
  }

  /// The id of the first peer in a list of peers.
  private static String firstId(String listed) {
    Matcher matcher = ID.matcher(listed);
    assertThat(matcher.find()).as(listed).isTrue();
    return matcher.group(1);
  }
}
