package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.model.MessageState;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WaitingTest {
  private final McpNetwork network = new McpNetwork();
  private final Registration bob = network.peer(501, "/work/bob");
  private final Registration carol = network.peer(502, "/work/carol");
  private final TestAgent alice = TestAgent.claude(network, 401, "/work/alice");

  @AfterEach
  void end() {
    alice.close();
    network.close();
  }

  @Test
  void a_wait_returns_the_moment_mail_comes_and_no_push_is_made_for_it() {
    alice.tool("check_messages", "{}");
    int call = alice.begin("tools/call", waiting("30", ""));
    awaitProgress();
    long id = network.send(bob, "alice", "here").message().id();
    assertThat(TestAgent.text(alice.answerTo(call)))
        .startsWith("1 message(s) (1 new):")
        .endsWith("\n  here");
    await().until(() -> network.message(id).state() == MessageState.READ);
    assertThat(network.message(id).pushedAt()).isEmpty();
  }

  @Test
  void a_wait_returns_at_once_if_mail_is_there() {
    network.peers();
    alice.tool("check_messages", "{}");
    network.send(bob, "alice", "early");
    assertThat(alice.tool("wait_for_messages", "{\"timeout_seconds\":30}")).contains("early");
  }

  @Test
  void a_wait_for_one_peer_lets_the_mail_of_others_be() {
    alice.tool("check_messages", "{}");
    int call = alice.begin("tools/call", waiting("30", ",\"from\":\"carol\""));
    awaitProgress();
    network.send(bob, "alice", "not me");
    network.send(carol, "alice", "me");
    assertThat(TestAgent.text(alice.answerTo(call))).contains("  me").doesNotContain("not me");
    assertThat(alice.tool("check_messages", "{}")).contains("(1 new)").contains("not me");
  }

  @Test
  void a_wait_that_times_out_says_so() {
    assertThat(alice.tool("wait_for_messages", "{\"timeout_seconds\":0}"))
        .isEqualTo("No messages within 0 s.");
    assertThat(alice.tool("wait_for_messages", "{\"timeout_seconds\":1}"))
        .isEqualTo("No messages within 1 s.");
  }

  @Test
  void a_cancelled_wait_is_not_answered_and_its_mail_stays() {
    alice.tool("check_messages", "{}");
    int call = alice.begin("tools/call", waiting("30", ""));
    awaitProgress();
    alice.line(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
            + call
            + "}}");
    alice.request("ping", "{}");
    network.send(bob, "alice", "later");
    assertThat(alice.tool("check_messages", "{}")).contains("(1 new)").contains("later");
    assertThat(alice.out.rest())
        .noneMatch(
            m ->
                m instanceof JsonObject o
                    && o.get("id").equals(java.util.Optional.of(Json.of(call))));
  }

  @Test
  void progress_is_told_only_to_those_who_asked() {
    alice.tool("wait_for_messages", "{\"timeout_seconds\":1}");
    assertThat(alice.out.rest())
        .noneMatch(
            m ->
                m instanceof JsonObject o
                    && o.textIfAny("method")
                        .equals(java.util.Optional.of("notifications/progress")));
  }

  @Test
  void an_id_that_is_in_use_is_refused() {
    int call = alice.begin("tools/call", waiting("30", ""));
    awaitProgress();
    alice.line("{\"jsonrpc\":\"2.0\",\"id\":" + call + ",\"method\":\"ping\"}");
    assertThat(alice.answerTo(call).objectOrEmpty("error").get("code")).contains(Json.of(-32600));
  }

  @Test
  void asking_returns_the_answer() {
    int call =
        alice.beginTool(
            "send_message",
            "{\"to_id\":\"bob\",\"message\":\"how many?\",\"wait_for_reply_seconds\":30}");
    await().until(() -> !network.messages().isEmpty());
    long question = network.messages().getFirst().id();
    network.send(carol, "alice", "not an answer");
    McpNetwork.now(
            network.broker.send(SendRequest.of(bob.caller(), "alice", "seven").inReplyTo(question)))
        .orThrow();
    assertThat(TestAgent.text(alice.answerTo(call)))
        .startsWith("Message sent to peer bob. It answered:\n\n1 message(s) (1 new):")
        .contains("reply to #" + question)
        .endsWith("\n  seven");
    assertThat(network.message(question).state()).isEqualTo(MessageState.READ);
    await().until(() -> network.messages().getFirst().state() == MessageState.READ);
  }

  @Test
  void asking_in_vain_tells_how_far_the_question_came() {
    assertThat(
            alice.tool(
                "send_message",
                "{\"to_id\":\"bob\",\"message\":\"how many?\",\"wait_for_reply_seconds\":1}"))
        .matches("Message sent to peer bob\\. No reply within 1 s; message #\\d+ is stored\\. .*");
  }

  @Test
  void the_end_of_the_input_ends_a_wait() {
    alice.begin("tools/call", waiting("3600", ""));
    awaitProgress();
    alice.in.end();
    assertThat(alice.awaitExit()).isZero();
  }

  private void awaitProgress() {
    JsonObject progress = alice.notification("notifications/progress").objectOrEmpty("params");
    assertThat(progress.textIfAny("progressToken")).contains("p");
    assertThat(progress.get("total")).isPresent();
  }

  private static String waiting(String seconds, String more) {
    return "{\"name\":\"wait_for_messages\",\"arguments\":{\"timeout_seconds\":"
        + seconds
        + more
        + "},\"_meta\":{\"progressToken\":\"p\"}}";
  }
}
