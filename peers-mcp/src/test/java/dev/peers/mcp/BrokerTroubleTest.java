package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.Registration;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.MessageState;
import dev.peers.mcp.BrokerTrouble.Fault;
import dev.peers.protocol.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BrokerTroubleTest {
  private final McpNetwork network = new McpNetwork();
  private final BrokerTrouble trouble = new BrokerTrouble(network.broker);
  private final Registration bob = network.peer(501, "/work/bob");
  private final TestAgent alice =
      TestAgent.start(
          TestAgent.options(401, ClientType.CLAUDE_CODE, "/work/alice"), network, trouble.broker);

  @AfterEach
  void end() {
    trouble.heal();
    alice.close();
    network.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_SENT", "HANGS"})
  void before_registration_is_possible_every_tool_says_so(Fault fault) {
    trouble.make("register", fault);
    JsonObject answer = alice.answerTo(alice.beginTool("list_peers", "{}"));
    assertThat(TestAgent.text(answer)).isEqualTo("!Not registered with broker yet");
    assertThat(TestAgent.texts(answer).getLast()).contains("peers status");
    assertThat(alice.tool("send_message", "{\"to_id\":\"bob\",\"message\":\"x\"}"))
        .isEqualTo("!Not registered with broker yet");
    trouble.heal();
    assertThat(alice.tool("list_peers", "{}")).startsWith("You: alice (");
  }

  @Test
  void a_send_whose_answer_was_lost_is_repeated_and_stored_once() {
    alice.tool("check_messages", "{}");
    trouble.make("send", Fault.ANSWER_LOST_ONCE);
    assertThat(alice.tool("send_message", "{\"to_id\":\"bob\",\"message\":\"once\"}"))
        .startsWith("Message sent to peer bob.");
    assertThat(network.messages()).hasSize(1);
  }

  @Test
  void a_broker_that_hangs_costs_a_bounded_time() {
    alice.tool("check_messages", "{}");
    trouble.make("send", Fault.HANGS);
    assertThat(alice.tool("send_message", "{\"to_id\":\"bob\",\"message\":\"x\"}"))
        .startsWith("!Failed to send: the peers broker did not answer in time")
        .contains("not known");
    assertThat(alice.tool("list_peers", "{}")).contains("bob");
  }

  @Test
  void a_broker_that_is_away_fails_a_send_with_the_reason() {
    alice.tool("check_messages", "{}");
    trouble.make("send", Fault.NOT_SENT);
    assertThat(alice.tool("send_message", "{\"to_id\":\"bob\",\"message\":\"x\"}"))
        .isEqualTo("!Failed to send: the broker is away");
  }

  @Test
  void a_kill_whose_answer_was_lost_is_not_repeated() {
    alice.tool("check_messages", "{}");
    trouble.make("kill", Fault.ANSWER_LOST_ONCE);
    assertThat(alice.tool("kill_peer", "{\"peer_id\":\"bob\"}"))
        .isEqualTo("!Failed: the connection broke");
    assertThat(network.processes.signals()).hasSize(1);
  }

  @Test
  void mail_that_was_shown_while_the_broker_could_not_be_told_is_not_shown_as_new_again() {
    alice.tool("check_messages", "{}");
    long id = network.send(bob, "alice", "hello").message().id();
    trouble.make("acknowledge", Fault.NOT_SENT);
    assertThat(alice.tool("check_messages", "{}")).contains("(1 new)");
    await().until(() -> network.message(id).state() != MessageState.READ);
    trouble.heal();
    assertThat(alice.tool("check_messages", "{}")).startsWith("1 message(s):");
    assertThat(network.message(id).state()).isEqualTo(MessageState.READ);
  }

  @Test
  void a_stream_that_was_given_up_brings_no_mail_a_second_time() {
    trouble.make("subscribe", Fault.ANSWER_LATE_ONCE);
    AtomicInteger streams = new AtomicInteger();
    trouble.calling("subscribe", streams::incrementAndGet);
    alice.shakeHands();
    await().atMost(Duration.ofSeconds(20)).until(() -> streams.get() >= 2);
    await().until(() -> network.peers().getLast().connected());
    network.send(bob, "alice", "once");
    alice.notification("notifications/claude/channel");
    assertThat(alice.tool("check_messages", "{}")).contains("(1 new)");
    assertThat(alice.out.rest()).isEmpty();
    trouble.heal();
    network.send(bob, "alice", "again");
    alice.notification("notifications/claude/channel");
    assertThat(alice.tool("check_messages", "{}")).contains("(1 new)");
    assertThat(alice.out.rest()).isEmpty();
  }

  @Test
  void heartbeats_are_sent_exactly_while_there_is_no_stream() {
    AtomicInteger heartbeats = new AtomicInteger();
    trouble.calling("heartbeat", heartbeats::incrementAndGet);
    trouble.make("subscribe", Fault.NOT_SENT);
    alice.shakeHands();
    await().until(() -> heartbeats.get() >= 2);
    trouble.heal();
    await().until(() -> network.peers().getLast().connected());
    await().during(Duration.ofMillis(500)).until(() -> heartbeats.getAndSet(0) == 0);
  }

  @Test
  void a_farewell_that_hangs_holds_up_nothing() {
    alice.tool("check_messages", "{}");
    trouble.make("unregister", Fault.HANGS);
    long begin = System.nanoTime();
    alice.close();
    assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(1_500);
  }
}
