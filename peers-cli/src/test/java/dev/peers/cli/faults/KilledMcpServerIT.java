package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.ListRequest;
import dev.peers.core.Outcome;
import dev.peers.core.PeerStatus;
import dev.peers.core.SendRequest;
import dev.peers.core.model.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A real MCP server that is killed when it has pushed the first of its mail.
class KilledMcpServerIT {
  private static final int MESSAGES = 40;

  private final BrokerHome home = BrokerHome.create();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void the_next_server_of_the_agent_shows_all_of_the_mail() {
    home.launchReady();
    try (Party sender = Party.join(home, "/work/sender")) {
      McpServer first = McpServer.start(home);
      Peer before = peer(sender, first);
      List<String> sent = new ArrayList<>();
      for (int i = 1; i <= MESSAGES; i++) {
        String text = "message " + i + " of many";
        SendRequest request = SendRequest.of(sender.caller(), before.id().value(), text);
        if (Waiting.answer(sender.broker().send(request)) instanceof Outcome.Done) {
          sent.add(text);
        }
        if (i == 1) {
          first.await("notifications/claude/channel");
          first.kill();
        }
      }
      McpServer next = McpServer.start(home);
      Peer after = peer(sender, next);
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.name()).isEqualTo(before.name());
      assertThat(next.call("check_messages")).contains(sent);
      assertThat(Waiting.until(BrokerHome.PATIENCE, () -> status(sender, next).unread() == 0))
          .isTrue();
    }
  }

  private static Peer peer(Party onlooker, McpServer server) {
    Waiting.until(BrokerHome.PATIENCE, () -> find(onlooker, server).isPresent());
    return status(onlooker, server).peer();
  }

  private static PeerStatus status(Party onlooker, McpServer server) {
    return find(onlooker, server).orElseThrow();
  }

  private static Optional<PeerStatus> find(Party onlooker, McpServer server) {
    return Waiting.answer(onlooker.broker().list(ListRequest.MACHINE)).stream()
        .filter(status -> status.peer().process().pid() == server.pid())
        .findFirst();
  }
}
