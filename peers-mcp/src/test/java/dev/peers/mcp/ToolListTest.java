package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.mcp.internal.json.Json;
import dev.peers.mcp.internal.json.JsonPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ToolListTest {
  private static final int CHARS_PER_TOKEN = 4;

  @Test
  void the_whole_list_costs_less_than_1200_tokens() {
    assertThat(JsonPrinter.print(ToolList.json()).length()).isLessThan(1_200 * CHARS_PER_TOKEN);
  }

  @Test
  void every_tool_has_what_clients_need() {
    Json.Obj list = (Json.Obj) ToolList.json();
    List<Json> tools = ((Json.Arr) list.get("tools").orElseThrow()).items();
    assertThat(tools)
        .extracting(tool -> ((Json.Obj) tool).text("name").orElseThrow())
        .containsExactly(
            "list_peers",
            "send_message",
            "set_summary",
            "check_messages",
            "wait_for_messages",
            "kill_peer");
    assertThat(tools)
        .allSatisfy(
            tool -> {
              Json.Obj fields = (Json.Obj) tool;
              assertThat(fields.text("description")).isPresent();
              assertThat(fields.object("inputSchema").text("type")).contains("object");
              assertThat(fields.object("outputSchema").text("type")).contains("object");
              assertThat(fields.object("annotations").fields()).isNotEmpty();
            });
  }
}
