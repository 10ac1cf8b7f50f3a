package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.Registration;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.WakeTransport;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionTest {
  private final McpNetwork network = new McpNetwork();

  @AfterEach
  void end() {
    network.close();
  }

  @Test
  void a_probe_leaves_no_trace() {
    TestAgent probe =
        TestAgent.start(TestAgent.options(401, ClientType.CLAUDE_CODE, "/work/a"), network);
    probe.shakeHands();
    probe.request("tools/list", "{}");
    probe.close();
    assertThat(network.peers()).isEmpty();
    assertThat(network.store.peers()).isEmpty();
  }

  @Test
  void a_session_is_a_peer_shortly_after_its_handshake() {
    try (TestAgent agent = TestAgent.claude(network, 401, "/work/a")) {
      Peer peer = awaitPeer();
      assertThat(peer.name().value()).isEqualTo("a");
      assertThat(peer.process().pid()).isEqualTo(401);
      assertThat(peer.agent().orElseThrow().pid()).isEqualTo(1_401);
      assertThat(peer.clientType()).isEqualTo(ClientType.CLAUDE_CODE);
      assertThat(peer.verified()).isTrue();
      assertThat(peer.wakeTransport()).contains(WakeTransport.CHANNEL);
      await().until(() -> network.peers().getFirst().connected());
      assertThat(agent.out.rest()).isEmpty();
    }
  }

  @Test
  void a_tool_call_makes_a_peer_without_a_handshake() {
    try (TestAgent agent =
        TestAgent.start(TestAgent.options(401, ClientType.CODEX, "/work/a"), network)) {
      assertThat(agent.tool("list_peers", "{}")).startsWith("You: a (");
      assertThat(network.peers()).hasSize(1);
    }
  }

  @Test
  void the_end_of_the_input_takes_the_peer_off_the_list() {
    TestAgent agent = TestAgent.claude(network, 401, "/work/a");
    awaitPeer();
    agent.close();
    assertThat(network.peers()).isEmpty();
  }

  @Test
  void the_end_of_the_agent_ends_the_server_though_its_input_stays_open() {
    TestAgent agent = TestAgent.claude(network, 401, "/work/a");
    awaitPeer();
    network.processes.end(1_401);
    assertThat(agent.awaitExit()).isZero();
    assertThat(network.peers()).isEmpty();
  }

  @Test
  void a_server_that_starts_again_under_its_agent_is_the_same_peer_and_gets_its_mail() {
    Registration bob = network.peer(501, "/work/bob");
    TestAgent first = TestAgent.claude(network, 401, "/work/a");
    PeerId id = awaitPeerOtherThan(bob);
    network.send(bob, "a", "while you are away");
    first.close();
    network.processes.end(401);
    network.processes.start(402, 1_401);
    try (TestAgent second = TestAgent.claude(network, 402, "/work/a")) {
      assertThat(second.tool("list_peers", "{}")).startsWith("You: a (" + id + ")");
      assertThat(second.tool("check_messages", "{}")).contains("(1 new)").contains("away");
    }
  }

  @Test
  void a_session_that_somebody_else_unregistered_comes_back_by_itself() {
    try (TestAgent agent = TestAgent.claude(network, 401, "/work/a")) {
      agent.tool("set_summary", "{\"summary\":\"at work\",\"name\":\"worker\"}");
      Registration intruder = intrude();
      McpNetwork.now(network.broker.unregister(intruder.caller())).orThrow();
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> network.peers().stream().anyMatch(s -> s.connected()));
      Peer peer = network.peers().getFirst().peer();
      assertThat(peer.name().value()).isEqualTo("worker");
      assertThat(peer.summary()).isEqualTo("at work");
      assertThat(agent.tool("list_peers", "{}")).startsWith("You: worker (");
    }
  }

  /// Registers as the same process, which takes its secret away.
  private Registration intrude() {
    return McpNetwork.now(
            network.broker.register(
                dev.peers.core.RegisterRequest.of(401, "/work/a", ClientType.CLAUDE_CODE)
                    .withAgent(1_401)))
        .orThrow();
  }

  @Test
  void the_codex_thread_of_a_call_makes_the_session_known_by_it() {
    try (TestAgent agent =
        TestAgent.start(TestAgent.options(401, ClientType.CODEX, "/work/a"), network)
            .shakeHands()) {
      Peer before = awaitPeer();
      assertThat(before.wakeTransport()).isEmpty();
      agent.request(
          "tools/call",
          "{\"name\":\"list_peers\",\"arguments\":{},\"_meta\":{\"threadId\":\"th-1\"}}");
      await().until(() -> network.peers().getFirst().connected());
      Peer after = network.peers().getFirst().peer();
      assertThat(network.peers()).hasSize(1);
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.thread()).contains("th-1");
      assertThat(after.wakeTransport()).contains(WakeTransport.CODEX_QUEUE);
    }
  }

  @Test
  void a_thread_id_that_is_none_changes_nothing() {
    try (TestAgent agent =
        TestAgent.start(TestAgent.options(401, ClientType.CODEX, "/work/a"), network)) {
      agent.request(
          "tools/call",
          "{\"name\":\"list_peers\",\"arguments\":{},\"_meta\":{\"threadId\":\"--help; rm\"}}");
      assertThat(network.peers().getFirst().peer().thread()).isEmpty();
    }
  }

  @Test
  void one_client_of_the_broker_serves_the_whole_session() {
    try (TestAgent agent = TestAgent.claude(network, 401, "/work/a")) {
      awaitPeer();
      for (int i = 0; i < 5; i++) {
        agent.tool("check_messages", "{}");
      }
      assertThat(agent.askedForBroker).hasValue(1);
    }
  }

  private Peer awaitPeer() {
    await().until(() -> !network.peers().isEmpty());
    return network.peers().getFirst().peer();
  }

  private PeerId awaitPeerOtherThan(Registration other) {
    await().until(() -> network.peers().size() == 2);
    return network.peers().stream()
        .map(s -> s.peer().id())
        .filter(id -> !id.equals(other.peer().id()))
        .findFirst()
        .orElseThrow();
  }
}
