package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a session takes of the broker.
final class ConnectionsIT {
  private static final int CALLS = 100;

  private final ClientHome home = ClientHome.create();

  @AfterEach
  void closeHome() {
    home.close();
  }

  @Test
  void many_calls_share_a_few_connections() {
    home.with("CLAUDE_PEERS_MAX_CONNECTIONS", "16");
    try (AgentSession alice = AgentSession.claude(home, "engine");
        AgentSession bob = AgentSession.claude(home, "site")) {
      String id = alice.id();
      bob.id();
      for (int i = 0; i < CALLS; i++) {
        ToolResult sent = bob.call("send_message", Map.of("to_id", id, "message", "n " + i));
        assertThat(sent.isError()).as(sent.text()).isFalse();
        ToolResult read = alice.call("check_messages", Map.of("limit", 1));
        assertThat(read.isError()).as(read.text()).isFalse();
      }
    }
  }
}
