package dev.peers.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.DescribeRequest;
import dev.peers.core.HistoryRequest;
import dev.peers.core.KillRequest;
import dev.peers.core.ListRequest;
import dev.peers.core.Refusal.Code;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.SetWakeRequest;
import dev.peers.core.StoreException;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.PeerName;
import dev.peers.core.model.Scope;
import dev.peers.core.model.Secret;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerApiTest {
  static final String ALICE =
      """
      {"id":"aaaaaaaa","pid":101,"agent_pid":100,"cwd":"/src/engine","git_root":"/src",\
      "tty":"ttys001","client_type":"claude-code","summary":"tunes the \\"engine\\"",\
      "registered_at":"2026-06-06T12:00:00.000Z","last_seen":"2026-06-06T12:00:01.500Z",\
      "wake_transport":"claude_inbox","last_wake_status":"queued",\
      "last_wake_at":"2026-06-06T12:00:01.500Z","name":"engine","verified":true,"thread":null,\
      "repository":"/src/.git","start":"s1","agent_start":"s0","gone_at":null\
      """;
  static final String BOB =
      """
      {"id":"bbbbbbbb","pid":201,"agent_pid":null,"cwd":"/src/web","git_root":null,"tty":null,\
      "client_type":"codex","summary":"","registered_at":"2026-06-06T12:00:00.000Z",\
      "last_seen":"2026-06-06T12:00:00.000Z","wake_transport":null,"last_wake_status":null,\
      "last_wake_at":null,"name":"web","verified":false,"thread":"thread-1","repository":null,\
      "start":"","agent_start":null,"gone_at":"2026-06-06T12:00:01.500Z\"\
      """;
  static final String ENVELOPE =
      """
      {"id":7,"from_id":"aaaaaaaa","to_id":"bbbbbbbb","text":"hello\\nü 😀",\
      "sent_at":"2026-06-06T12:00:00.000Z","delivered":0,"state":"pushed",\
      "pushed_at":"2026-06-06T12:00:01.500Z","read_at":null,"expired_at":null,"reply_to":3,\
      "verified":true,"from_name":"engine","from_client_type":"claude-code",\
      "from_cwd":"/src/engine","from_summary":"tunes the \\"engine\\"","from_verified":true,\
      "to_name":"web","to_client_type":"codex","to_cwd":"/src/web","to_summary":"",\
      "to_verified":false}\
      """;

  private final FakeBroker broker = new FakeBroker();
  private final AtomicInteger stops = new AtomicInteger();
  private final BrokerApi api = new BrokerApi(broker, "1.2.3", stops::incrementAndGet);

  @Test
  void register_of_the_old_protocol_is_unsecured_and_learns_the_id_first() {
    String answer =
        post(
            "/register",
            """
            {"pid":101,"agent_pid":100,"cwd":"/src/engine","git_root":null,"tty":null,\
            "summary":"","wake_transport":"claude_inbox","wake_address":"not a path"}\
            """);

    assertThat(answer)
        .isEqualTo(
            "{\"id\":\"aaaaaaaa\",\"name\":\"engine\",\"resumed\":true,\"unread\":2,\"peer\":"
                + ALICE
                + "}}");
    assertThat(broker.lastAsked())
        .isEqualTo(
            RegisterRequest.of(101, "/src/engine", ClientType.CLAUDE_CODE)
                .withAgent(100)
                .unsecured()
                .withSecret(new Secret("shown")));
  }

  @Test
  void register_takes_everything_that_was_added_and_answers_a_secret() {
    String answer =
        post(
            "/register",
            """
            {"pid":101,"cwd":"/w","client_type":"codex","summary":"s","name":"n","secured":true,\
            "thread":"t-1","self_wake":"channel","wake_transport":"codex_queue",\
            "wake_address":"t-1","wake_secret":"tok","git_root":"/w","unknown":[{"x":1.5e3}]}\
            """);

    assertThat(answer).startsWith("{\"id\":\"aaaaaaaa\",\"secret\":\"s3cret\",\"name\":\"engine\"");
    assertThat(broker.lastAsked())
        .isEqualTo(
            RegisterRequest.of(101, "/w", ClientType.CODEX)
                .withSummary("s")
                .withName(new PeerName("n"))
                .withThread("t-1")
                .withGitRoot("/w")
                .withSelfWake(WakeTransport.CHANNEL)
                .withWake(new WakeEndpoint(WakeTransport.CODEX_QUEUE, "t-1", Optional.of("tok")))
                .withSecret(new Secret("shown")));
  }

  @Test
  void a_refused_register_has_a_status_of_its_own() {
    broker.refuse(Code.NAME_TAKEN, "taken");

    Answer answer = ask("POST", "/register", "{\"pid\":1,\"cwd\":\"/\"}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(text(answer))
        .isEqualTo("{\"ok\":false,\"error\":\"taken\",\"reason\":\"name_taken\"}");
  }

  @Test
  void heartbeat_carries_the_secret_of_the_header() {
    assertThat(post("/heartbeat", "{\"id\":\"aaaaaaaa\"}")).isEqualTo("{\"ok\":true}");
    assertThat(broker.lastAsked())
        .isEqualTo(new Caller("aaaaaaaa", Optional.of(new Secret("shown"))));
  }

  @Test
  void set_summary() {
    assertThat(post("/set-summary", "{\"id\":\"web\",\"summary\":\"x\",\"name\":\"n\"}"))
        .isEqualTo("{\"ok\":true,\"peer\":" + ALICE + "}}");
    assertThat(broker.lastAsked())
        .isEqualTo(new DescribeRequest(caller("web"), "x", Optional.of(new PeerName("n"))));
  }

  @Test
  void list_peers_answers_a_bare_array() {
    assertThat(post("/list-peers", "{\"scope\":\"repo\",\"cwd\":\"/w\",\"git_root\":\"\"}"))
        .isEqualTo(
            "["
                + ALICE
                + ",\"unread\":2,\"connected\":true,\"activity\":\"busy\","
                + "\"activity_at\":\"2026-06-06T12:00:01.500Z\"},"
                + BOB
                + ",\"unread\":0,\"connected\":false}]");
    assertThat(broker.lastAsked())
        .isEqualTo(new ListRequest(Scope.REPO, "/w", Optional.empty(), Optional.empty()));
  }

  @Test
  void send_message_tells_the_wake_and_the_id() {
    String answer =
        post(
            "/send-message",
            """
            {"from_id":"cli","to_id":"web","text":"hello\\nü \\ud83d\\ude00","reply_to":3,"key":"k"}\
            """);

    assertThat(answer)
        .isEqualTo(
            """
            {"ok":true,"wake":{"transport":"codex_queue","status":"queued"},"message_id":7,\
            "to":"bbbbbbbb","from_id":"aaaaaaaa","sent_at":"2026-06-06T12:00:00.000Z",\
            "pushed_at":"2026-06-06T12:00:01.500Z","read_at":null,"expired_at":null,"reply_to":3,\
            "verified":true,"to_name":"web","to_client_type":"codex","to_cwd":"/src/web",\
            "to_summary":"","to_verified":false}\
            """);
    assertThat(broker.lastAsked())
        .isEqualTo(SendRequest.of(Caller.CLI, "web", "hello\nü 😀").inReplyTo(3).withKey("k"));
  }

  @Test
  void refusals_are_answers_with_status_200() {
    broker.refuse(Code.RATE_LIMITED, "Rate limited: max 10 messages per minute");

    assertThat(post("/send-message", "{\"from_id\":\"a\",\"to_id\":\"b\",\"text\":\"c\"}"))
        .isEqualTo(
            "{\"ok\":false,\"error\":\"Rate limited: max 10 messages per minute\","
                + "\"reason\":\"rate_limited\"}");
  }

  @Test
  void mail_is_fetched_with_its_two_sides() {
    assertThat(post("/fetch-messages", "{\"id\":\"bbbbbbbb\"}"))
        .startsWith("{\"messages\":[" + ENVELOPE + ",{\"id\":8,")
        .contains("\"delivered\":1,\"state\":\"read\"")
        .contains("\"from_name\":null,\"from_client_type\":\"cli\"");
  }

  @Test
  void poll_messages_drains() {
    assertThat(post("/poll-messages", "{\"id\":\"bbbbbbbb\"}"))
        .startsWith("{\"messages\":[{\"id\":8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/poll-messages", "/fetch-messages", "/message-history"})
  void old_clients_find_a_list_also_in_a_refusal(String path) {
    broker.refuse(Code.UNKNOWN_PEER, "who?");

    assertThat(post(path, "{\"id\":\"x\"}"))
        .isEqualTo("{\"ok\":false,\"error\":\"who?\",\"reason\":\"unknown_peer\",\"messages\":[]}");
  }

  @Test
  void ack_messages() {
    assertThat(post("/ack-messages", "{\"id\":\"x\",\"message_ids\":[1, 2]}"))
        .isEqualTo("{\"acked\":2}");
    assertThat(broker.lastAsked()).isEqualTo(List.of(1L, 2L));
    broker.refuse(Code.UNKNOWN_PEER, "who?");
    assertThat(post("/ack-messages", "{\"id\":\"x\",\"message_ids\":[]}"))
        .endsWith("\"reason\":\"unknown_peer\",\"acked\":0}");
  }

  @Test
  void message_history_has_a_default_and_filters() {
    assertThat(post("/message-history", "{\"id\":\"x\",\"limit\":null}"))
        .isEqualTo("{\"messages\":[" + ENVELOPE + "]}");
    assertThat(broker.lastAsked()).isEqualTo(HistoryRequest.of(caller("x"), 20));

    post(
        "/message-history",
        "{\"id\":\"x\",\"limit\":9999999999,\"with\":\"w\",\"search\":\"s\",\"before\":5}");
    assertThat(broker.lastAsked())
        .isEqualTo(
            new HistoryRequest(
                caller("x"),
                Integer.MAX_VALUE,
                Optional.of("w"),
                Optional.of("s"),
                Optional.of(5L)));
  }

  @Test
  void set_wake() {
    assertThat(
            post("/set-wake", "{\"agent_pid\":5,\"transport\":\"codex_queue\",\"address\":\"t\"}"))
        .isEqualTo("{\"ok\":true,\"updated\":3}");
    assertThat(broker.lastAsked()).isEqualTo(new SetWakeRequest(5, "codex_queue", "t"));
  }

  @Test
  void unread_summary() {
    assertThat(post("/unread-summary", "{\"agent_pid\":5}"))
        .isEqualTo("{\"count\":2,\"senders\":[\"bbbbbbbb\"],\"peer_ids\":[\"aaaaaaaa\"]}");
  }

  @Test
  void unregister() {
    assertThat(post("/unregister", "{\"id\":\"x\"}")).isEqualTo("{\"ok\":true}");
  }

  @Test
  void kill_peer() {
    assertThat(post("/kill-peer", "{\"id\":\"web\",\"from_id\":\"x\"}"))
        .isEqualTo("{\"ok\":true,\"killed_pid\":200,\"peer\":" + BOB + "}}");
    assertThat(broker.lastAsked()).isEqualTo(new KillRequest(caller("x"), "web"));
  }

  @Test
  void orphans_and_cleanup_need_no_body() {
    assertThat(post("/orphans", "")).isEqualTo("{\"peers\":[" + BOB + "}]}");
    assertThat(post("/cleanup", "{}"))
        .isEqualTo(
            "{\"ok\":true,\"terminated\":["
                + BOB
                + "}],\"removed\":["
                + BOB
                + "},"
                + ALICE
                + "}]}");
  }

  @Test
  void delivery_report() {
    assertThat(
            post(
                "/delivery-report",
                "{\"id\":\"x\",\"transport\":\"channel\",\"status\":\"queued\",\"pushed\":[1]}"))
        .isEqualTo("{\"ok\":true}");
    assertThat(broker.lastAsked())
        .isEqualTo(
            new DeliveryReport(
                caller("x"), Wake.of(WakeTransport.CHANNEL, WakeStatus.QUEUED), List.of(1L)));
  }

  @Test
  void shutdown_is_answered() {
    assertThat(post("/shutdown", "{}")).isEqualTo("{\"ok\":true}");
    assertThat(stops).hasValue(1);
  }

  @Test
  void health_and_other_ways_to_ask() {
    assertThat(text(ask("GET", "/health", "")))
        .isEqualTo("{\"status\":\"ok\",\"peers\":2,\"version\":\"1.2.3\",\"pid\":4711}");
    assertThat(ask("GET", "/anything", "").status()).isEqualTo(200);
    assertThat(text(ask("GET", "/anything", ""))).isEqualTo("peers broker 1.2.3\n");
    assertThat(ask("DELETE", "/health", "").status()).isEqualTo(405);
    assertThat(ask("POST", "/nonsense", "{}").status()).isEqualTo(404);
    assertThat(text(ask("POST", "/nonsense", "{}"))).isEqualTo("{\"error\":\"not found\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /register        | {"cwd":"/"}                            | field 'pid' is missing; expected a whole number
          /register        | {"pid":"1","cwd":"/"}                  | field 'pid' is a string; expected a whole number
          /register        | {"pid":1.5,"cwd":"/"}                  | field 'pid' is '1.5'; expected a whole number
          /register        | {"pid":1e400,"cwd":"/"}                | field 'pid' is '1e400'; expected a whole number
          /register        | {"pid":-1,"cwd":"/"}                   | field 'pid' is -1; expected a positive whole number
          /register        | {"pid":1,"cwd":null}                   | field 'cwd' is missing; expected a string
          /register        | {"pid":1,"cwd":[]}                     | field 'cwd' is an array; expected a string
          /register        | {"pid":1,"cwd":"/","secured":1}        | field 'secured' is a number; expected true or false
          /heartbeat       | {}                                     | field 'id' is missing; expected a string
          /heartbeat       | []                                     | expected a JSON object, got an array
          /heartbeat       | {"id":"a","id":"b"}                    | field 'id' is there twice, at character 11
          /heartbeat       | {"id":tru}                             | not valid JSON: expected true, got '}', at character 10
          /ack-messages    | {"id":"a","message_ids":["1"]}         | field 'message_ids[0]' is a string; expected a whole number
          /ack-messages    | {"id":"a"}                             | field 'message_ids' is missing; expected an array of whole numbers
          /send-message    | {"from_id":"a","to_id":"b","text":{}}  | field 'text' is an object; expected a string
          /delivery-report | {"id":"a","status":"fine"}             | field 'status' is 'fine'; expected queued, failed, ambiguous, coalesced or none
          """)
  void bad_requests_are_told_what_is_wrong(String path, String body, String error) {
    Answer answer = ask("POST", path, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .isEqualTo("{\"ok\":false,\"error\":\"" + error + "\",\"reason\":\"invalid_request\"}");
    assertThat(broker.asked).isEmpty();
  }

  @Test
  void a_failing_store_is_status_500() {
    broker.fail(new StoreException("disk full"));

    Answer answer = ask("POST", "/heartbeat", "{\"id\":\"x\"}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(text(answer))
        .isEqualTo("{\"ok\":false,\"error\":\"disk full\",\"reason\":\"store_failed\"}");
  }

  @Test
  void a_fault_of_the_broker_is_an_answer_without_its_inside() {
    broker.fail(new IllegalStateException("inside"));

    Answer answer = ask("POST", "/list-peers", "{}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(text(answer)).doesNotContain("inside");
  }

  private String post(String path, String body) {
    Answer answer = ask("POST", path, body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    return text(answer);
  }

  private Answer ask(String method, String path, String body) {
    return api.answer(method, path, Optional.of("shown"), body.getBytes(StandardCharsets.UTF_8))
        .toCompletableFuture()
        .join();
  }

  private static Caller caller(String ref) {
    return new Caller(ref, Optional.of(new Secret("shown")));
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
