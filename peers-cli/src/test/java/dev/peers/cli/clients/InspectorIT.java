package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The MCP Inspector's command line against the real `peers mcp`. Each of its calls is a session of
/// its own that ends with the answer.
final class InspectorIT {
  private final ClientHome home = ClientHome.create();

  @AfterEach
  void closeHome() {
    home.close();
  }

  @Test
  void it_lists_the_tools_and_finds_no_fault_in_their_schemas() {
    Said answer = inspect("tools/list", List.of("--strict"));
    assertThat(answer.objects("tools"))
        .extracting(tool -> tool.text("name"))
        .contains("list_peers", "send_message", "set_summary", "check_messages", "kill_peer");
  }

  @Test
  void it_calls_each_tool() {
    try (SdkSession session = SdkSession.start(home, "engine", "claude-code")) {
      session.introduce("waiting for the inspector");
      String listed = call("list_peers", "scope=machine").text();
      assertThat(listed).contains("Found 1 peer(s)", "waiting for the inspector");
      String id = listed.replaceAll("(?s).*ID: ([0-9a-f]{8}).*", "$1");

      ToolResult sent = call("send_message", "to_id=" + id, "message=hello from the inspector");
      assertThat(sent.isError()).as(sent.text()).isFalse();
      assertThat(session.notification("notifications/claude/channel").text("content"))
          .contains("hello from the inspector");

      assertThat(call("set_summary", "summary=inspecting").text())
          .contains("Summary updated: \"inspecting\"");
      assertThat(call("check_messages").isError()).isFalse();
      ToolResult killed = call("kill_peer", "peer_id=deadbeef");
      assertThat(killed.isError()).isTrue();
      assertThat(killed.text()).contains("Failed to kill peer: Peer deadbeef not found");
    }
  }

  private ToolResult call(String tool, String... arguments) {
    List<String> options = new ArrayList<>(List.of("--tool-name", tool));
    for (String argument : arguments) {
      options.add("--tool-arg");
      options.add(argument);
    }
    return ToolResult.of(inspect("tools/call", options));
  }

  /// The Inspector exits with 5 when a tool's result is an error; the result is printed all the
  /// same.
  private Said inspect(String method, List<String> options) {
    List<String> command = new ArrayList<>(NodePrograms.installed().inspector());
    command.addAll(List.of("--method", method));
    command.addAll(options);
    home.environment().forEach((name, value) -> command.addAll(List.of("-e", name + "=" + value)));
    command.add("--");
    command.addAll(ClientHome.server("claude-code"));
    Ran ran = home.run(home.folder("inspector"), command);
    assertThat(ran.out()).as(ran.toString()).startsWith("{");
    return Said.parse(ran.out());
  }
}
