package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ToolListTest {
  private static final int CHARS_PER_TOKEN = 4;

  @Test
  void the_whole_list_costs_less_than_1200_tokens() {
    assertThat(ToolList.json().toString().length()).isLessThan(1_200 * CHARS_PER_TOKEN);
  }

  @Test
  void every_tool_has_what_clients_need() {
    JsonObject list = (JsonObject) ToolList.json();
    List<Json> tools = ((Json.Arr) list.get("tools").orElseThrow()).items();
    assertThat(tools)
        .extracting(tool -> ((JsonObject) tool).textIfAny("name").orElseThrow())
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
              JsonObject fields = (JsonObject) tool;
              assertThat(fields.textIfAny("description")).isPresent();
              assertThat(fields.objectOrEmpty("inputSchema").textIfAny("type")).contains("object");
              assertThat(fields.objectOrEmpty("outputSchema").textIfAny("type")).contains("object");
              assertThat(fields.objectOrEmpty("annotations").fields()).isNotEmpty();
            });
  }
}
