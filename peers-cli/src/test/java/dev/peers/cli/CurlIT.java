package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The wire as a client sees it that is none of ours.
class CurlIT {
  @AutoClose private final Sandbox sandbox = Sandbox.create();
  private Process sender;
  private Process receiver;

  @BeforeEach
  void start() throws Exception {
    sandbox.startBroker();
    sender = sandbox.sleeper();
    receiver = sandbox.sleeper();
  }

  @Test
  void the_oldest_clients_register_send_and_drain() {
    String from = registerWithoutType(sender, "/work/a");
    String to = registerWithoutType(receiver, "/work/b");
    assertThat(post("/heartbeat", "{`id`:`" + from + "`}")).contains("\"ok\":true");
    assertThat(post("/set-summary", "{`id`:`" + from + "`,`summary`:`at work`}"))
        .contains("\"ok\":true");
    assertThat(
            post(
                "/list-peers",
                "{`scope`:`machine`,`cwd`:`/`,`git_root`:null,`exclude_id`:`" + to + "`}"))
        .startsWith("[{")
        .contains("\"id\":\"" + from + "\"")
        .contains("\"summary\":\"at work\"")
        .contains("\"client_type\":\"claude-code\"")
        .doesNotContain(to);
    assertThat(send(from, to, "hello")).contains("\"ok\":true");
    assertThat(post("/poll-messages", id(to))).contains("\"text\":\"hello\"").contains(from);
    assertThat(post("/poll-messages", id(to))).contains("\"messages\":[]");
    assertThat(post("/unregister", id(from))).contains("\"ok\":true");
    assertThat(post("/heartbeat", id(from)))
        .contains("\"ok\":false")
        .contains("\"reason\":\"unknown_peer\"");
  }

  @Test
  void newer_clients_fetch_acknowledge_and_look_back() {
    String from = sandbox.register(sender.pid(), sender.pid(), "/work/a");
    String to = sandbox.register(receiver.pid(), receiver.pid(), "/work/b");
    send(from, to, "one");
    send(from, to, "two");
    String fetched = post("/fetch-messages", id(to));
    assertThat(fetched.indexOf("\"one\"")).isPositive().isLessThan(fetched.indexOf("\"two\""));
    assertThat(post("/fetch-messages", id(to))).contains("\"one\"");
    assertThat(post("/unread-summary", "{`agent_pid`:" + receiver.pid() + "}"))
        .contains("\"count\":2")
        .contains("\"senders\":[\"" + from + "\"]")
        .contains("\"peer_ids\":[\"" + to + "\"]");
    assertThat(post("/ack-messages", "{`id`:`" + to + "`,`message_ids`:[1,2,2,99]}"))
        .contains("\"acked\":2");
    assertThat(post("/ack-messages", "{`id`:`" + to + "`,`message_ids`:[1,2]}"))
        .contains("\"acked\":0");
    String history = post("/message-history", "{`id`:`" + to + "`,`limit`:10}");
    assertThat(history.indexOf("\"two\"")).isPositive().isLessThan(history.indexOf("\"one\""));
    assertThat(history).contains("\"delivered\":1");
  }

  @Test
  void sending_is_checked_in_the_order_of_the_protocol() {
    String from = sandbox.register(sender.pid(), sender.pid(), "/work/a");
    String to = sandbox.register(receiver.pid(), receiver.pid(), "/work/b");
    assertThat(send("ffffffff", "eeeeeeee", "x".repeat(10_001)))
        .contains("Message too large (10001 chars, max 10000)");
    assertThat(send("ffffffff", "eeeeeeee", "hi")).contains("Unknown sender: ffffffff");
    assertThat(send(from, "eeeeeeee", "hi")).contains("Peer eeeeeeee not found");
    for (int i = 0; i < 10; i++) {
      assertThat(send(from, to, "message " + i)).contains("\"ok\":true");
    }
    assertThat(send(from, to, "one too many")).contains("Rate limited: max 10 messages per minute");
  }

  @Test
  void codex_agents_make_known_where_to_wake_them() {
    sandbox.register(receiver.pid(), receiver.pid(), "/work/b");
    assertThat(
            post(
                "/set-wake",
                "{`agent_pid`:"
                    + receiver.pid()
                    + ",`transport`:`codex_queue`,`address`:`thread-1`}"))
        .contains("\"ok\":true")
        .contains("\"updated\":1");
    assertThat(
            post(
                "/set-wake",
                "{`agent_pid`:" + receiver.pid() + ",`transport`:`bell`,`address`:`x`}"))
        .contains("\"ok\":false");
  }

  @Test
  void killing_is_refused_in_the_order_of_the_protocol() {
    String from = sandbox.register(sender.pid(), sender.pid(), "/work/a");
    String to = sandbox.register(receiver.pid(), receiver.pid(), "/work/b");
    assertThat(kill("ffffffff", to)).contains("kill_peer requires a registered from_id");
    assertThat(kill(from, "eeeeeeee")).contains("Peer eeeeeeee not found");
    assertThat(kill(from, from)).contains("Cannot kill yourself");
    assertThat(receiver.isAlive()).isTrue();
  }

  @Test
  void health_other_paths_and_rubbish_are_answered_as_ever() {
    assertThat(get("/health")).startsWith("{\"status\":\"ok\",\"peers\":0");
    assertThat(get("/anything")).isNotBlank().doesNotStartWith("{");
    assertThat(status("/nonsense", "{}")).endsWith("\n404").contains("{\"error\":\"not found\"");
    assertThat(status("/register", "{\"pid\":")).endsWith("\n400").contains("\"error\":");
    assertThat(status("/register", "{\"pid\":\"many\"}")).endsWith("\n400");
    assertThat(get("/health")).startsWith("{\"status\":\"ok\",\"peers\":0");
  }

  @Test
  void the_added_endpoints_answer_too() {
    assertThat(sandbox.curl("/orphans", "{}")).isNotBlank();
    assertThat(sandbox.curl("/cleanup", "{}")).isNotBlank();
    assertThat(sandbox.curl("/shutdown", "{}")).contains("\"ok\":true");
  }

  @Test
  void the_event_stream_begins_with_the_mail_that_waits() {
    String from = sandbox.register(sender.pid(), sender.pid(), "/work/a");
    String to = sandbox.register(receiver.pid(), receiver.pid(), "/work/b");
    send(from, to, "over the stream");
    Sandbox.Result stream =
        sandbox.run(
            List.of(
                "curl",
                "-sS",
                "-N",
                "--max-time",
                "1",
                "--unix-socket",
                socket().toString(),
                "http://localhost/events?id=" + to));
    assertThat(stream.out())
        .contains("id: 1\n")
        .contains("event: message\n")
        .contains("over the stream");
  }

  private Path socket() {
    return sandbox.socket();
  }

  private String registerWithoutType(Process process, String cwd) {
    String answer =
        post(
            "/register",
            "{`pid`:"
                + process.pid()
                + ",`cwd`:`"
                + cwd
                + "`,`git_root`:null,`tty`:null,`summary`:``}");
    assertThat(answer).startsWith("{\"id\":\"");
    return answer.substring(7, 15);
  }

  private String send(String from, String to, String text) {
    return post(
        "/send-message", "{`from_id`:`" + from + "`,`to_id`:`" + to + "`,`text`:`" + text + "`}");
  }

  private String kill(String from, String target) {
    return post("/kill-peer", "{`id`:`" + target + "`,`from_id`:`" + from + "`}");
  }

  private static String id(String id) {
    return "{`id`:`" + id + "`}";
  }

  private String post(String path, String json) {
    return sandbox.curl(path, json.replace('`', '"'));
  }

  private String get(String path) {
    return sandbox
        .run(
            List.of("curl", "-sS", "--unix-socket", socket().toString(), "http://localhost" + path))
        .out();
  }

  private String status(String path, String json) {
    return sandbox
        .run(
            List.of(
                "curl",
                "-sS",
                "--unix-socket",
                socket().toString(),
                "-w",
                "\n%{http_code}",
                "-d",
                json,
                "http://localhost" + path))
        .out();
  }
}
