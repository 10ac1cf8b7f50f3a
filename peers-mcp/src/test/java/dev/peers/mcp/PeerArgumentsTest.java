package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Registration;
import dev.peers.protocol.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every argument of a tool that takes the id of a peer takes its name.
final class PeerArgumentsTest {
  /// A call in which BOB stands for the id or the name of a peer.
  record Place(String tool, String argument, String call) {
    @Override
    public String toString() {
      return tool + " " + argument;
    }
  }

  private static final List<Place> PLACES =
      List.of(
          new Place("send_message", "to_id", "{'to_id':'BOB','message':'hello'}"),
          new Place("check_messages", "with", "{'with':'BOB'}"),
          new Place("wait_for_messages", "from", "{'from':'BOB','timeout_seconds':10}"),
          new Place("kill_peer", "peer_id", "{'peer_id':'BOB'}"));

  private static String answer(Place place, boolean byName) {
    try (McpNetwork network = new McpNetwork();
        TestAgent alice = TestAgent.claude(network, 401, "/work/alice")) {
      assertThat(alice.tool("check_messages", "{}")).isEqualTo("No messages.");
      Registration bob = network.peer(501, "/work/bob");
      network.send(bob, "alice", "hello alice");
      network.send(network.peer(601, "/work/carol"), "alice", "not from bob");
      String reference = byName ? bob.peer().name().value() : bob.peer().id().value();
      return alice
          .tool(place.tool, place.call.replace('\'', '"').replace("BOB", reference))
          .replaceAll("[0-9]{4}-[0-9T:.-]+Z", "TIME")
          .replace("to peer " + reference, "to peer BOB");
    }
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void a_call_by_name_is_answered_as_one_by_id(Place place) {
    assertThat(answer(place, true)).doesNotStartWith("!").isEqualTo(answer(place, false));
  }

  @Test
  void every_argument_that_is_a_peer_is_looked_at() {
    TreeSet<String> found = new TreeSet<>();
    for (JsonObject tool : ((JsonObject) ToolList.json()).objects("tools")) {
      JsonObject properties = tool.object("inputSchema").object("properties");
      for (String name : properties.fields().keySet()) {
        String what = properties.objectOrEmpty(name).textIfAny("description").orElse("");
        if (name.endsWith("_id") || what.toLowerCase(Locale.ROOT).endsWith("this peer")) {
          found.add(tool.text("name") + " " + name);
        }
      }
    }
    assertThat(PLACES.stream().map(Place::toString)).containsExactlyInAnyOrderElementsOf(found);
  }
}
