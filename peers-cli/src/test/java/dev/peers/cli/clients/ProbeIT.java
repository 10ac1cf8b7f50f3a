package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A client that starts the server to see whether it works, as `claude mcp list` does.
final class ProbeIT {
  private static final String PROBE =
      """
      printf '%s\\n' \
        '{"jsonrpc":"2.0","id":0,"method":"server/discover","params":{}}' \
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"claude-code","version":"1"}}}' \
        '{"jsonrpc":"2.0","method":"notifications/initialized"}' \
        '{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{}}' | "$@"
      """;

  private final ClientHome home = ClientHome.create();

  @AfterEach
  void closeHome() {
    home.close();
  }

  @Test
  void a_probe_starts_no_broker() {
    assertAnswered(probe());
    assertThat(home.socket()).doesNotExist();
  }

  @Test
  void a_probe_leaves_no_peer_behind() {
    try (AgentSession other = AgentSession.claude(home, "engine")) {
      String id = other.id();
      assertAnswered(probe());
      assertThat(home.peers("peers").orFail().lines().filter(line -> !line.startsWith(" ")))
          .singleElement()
          .asString()
          .startsWith(id);
      // Its name would have become that of the folder.
      assertThat(home.peers("messages", "probed").err()).contains("Peer probed not found");
    }
  }

  private Ran probe() {
    List<String> command = new ArrayList<>(List.of("sh", "-c", PROBE, "probe"));
    command.addAll(ClientHome.server("claude-code"));
    return home.run(home.folder("probed"), command);
  }

  private static void assertAnswered(Ran probe) {
    List<Said> said = probe.orFail().lines().map(Said::parse).toList();
    assertThat(said).hasSize(3);
    assertThat(said.getFirst().number("error.code")).isEqualTo(-32601);
    assertThat(said.getLast().objects("result.tools")).isNotEmpty();
  }
}
