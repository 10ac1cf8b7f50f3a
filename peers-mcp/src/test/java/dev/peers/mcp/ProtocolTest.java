package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.ClientType;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The protocol alone: nothing here may touch the network.
final class ProtocolTest {
  private final FedInput in = new FedInput();
  private final CapturedOutput out = new CapturedOutput();
  private TestServer server = new TestServer(ClientType.CLAUDE_CODE);

  private final class TestServer {
    final Thread thread;

    TestServer(ClientType type) {
      McpServer mcp =
          new McpServer(
              in,
              out,
              TestAgent.options(4_242, type, "/work/a"),
              () -> {
                throw new AssertionError("nobody may look at processes");
              },
              () -> {
                throw new AssertionError("nobody may ask the broker");
              });
      thread = Thread.ofVirtual().start(mcp::run);
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    in.end();
    assertThat(server.thread.join(java.time.Duration.ofSeconds(10))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-05,2024-11-05",
    "2025-03-26,2025-03-26",
    "2025-06-18,2025-06-18",
    "2025-11-25,2025-11-25",
    "2026-07-28,2025-11-25",
    "1999-01-01,2025-11-25",
    "nonsense,2025-11-25"
  })
  void a_version_that_is_known_is_echoed_and_any_other_answered_with_the_newest(
      String asked, String answered) {
    JsonObject result =
        ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                + asked
                + "\"}}")
            .objectOrEmpty("result");
    assertThat(result.textIfAny("protocolVersion")).contains(answered);
  }

  @Test
  void a_claude_code_session_is_offered_the_channel() {
    JsonObject result = initialize().objectOrEmpty("result");
    assertThat(result.objectOrEmpty("capabilities").toString())
        .isEqualTo("{\"tools\":{},\"prompts\":{},\"experimental\":{\"claude/channel\":{}}}");
    assertThat(result.objectOrEmpty("serverInfo").toString())
        .isEqualTo("{\"name\":\"claude-peers\",\"version\":\"1.2.3\"}");
    assertThat(result.textIfAny("instructions").orElseThrow()).contains("not from the user");
  }

  @Test
  void a_codex_session_is_told_to_check_its_messages_and_offered_no_channel() throws Exception {
    end();
    FedInput codexIn = new FedInput();
    CapturedOutput codexOut = new CapturedOutput();
    McpServer codex =
        new McpServer(
            codexIn,
            codexOut,
            TestAgent.options(4_242, ClientType.CODEX, "/work/a"),
            () -> {
              throw new AssertionError();
            },
            () -> {
              throw new AssertionError();
            });
    codexIn.feed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}\n");
    codexIn.end();
    codex.run();
    JsonObject result = ((JsonObject) codexOut.take(m -> true)).objectOrEmpty("result");
    assertThat(result.objectOrEmpty("capabilities").toString())
        .isEqualTo("{\"tools\":{},\"prompts\":{}}");
    assertThat(result.textIfAny("instructions").orElseThrow())
        .contains("Call check_messages at the start of each turn");
  }

  @Test
  void prompts_are_listed_and_one_that_does_not_exist_is_refused() {
    JsonObject list =
        ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/list\"}").object("result");
    assertThat(list.objects("prompts")).hasSize(3);
    JsonObject error =
        ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"prompts/get\",\"params\":{\"name\":\"x\"}}")
            .object("error");
    assertThat(error.number("code")).isEqualTo(-32_602);
    assertThat(error.text("message")).isEqualTo("Invalid params: there is no prompt 'x'");
  }

  @Test
  void the_id_comes_back_exactly_as_it_was() {
    for (String id : List.of("7", "\"x-1\"", "1.50", "12345678901234567890")) {
      in.feed("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}\n");
      assertThat(out.take(m -> true).toString())
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server/discover", "resources/list", "", "Ping"})
  void an_unknown_method_is_refused_at_once(String method) {
    JsonObject error = ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}");
    assertThat(code(error)).isEqualTo("-32601");
  }

  @Test
  void notifications_are_never_answered() {
    in.feed("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unheard_of\",\"params\":{}}\n");
    in.feed("{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\"}\n");
    in.feed(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":9}}\n");
    in.feed("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":[1]}\n");
    assertOnlyPingIsAnswered();
  }

  @Test
  void answers_from_the_client_are_passed_over() {
    in.feed("{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}\n");
    in.feed("{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":1,\"message\":\"x\"}}\n");
    in.feed("\n  \n\r\n");
    assertOnlyPingIsAnswered();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
        "[1,",
        "\u0000",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} trailing",
        "{\"id\":}"
      })
  void a_line_that_is_not_json_is_a_parse_error_and_not_fatal(String line) {
    in.feed(line + "\n");
    JsonObject error = (JsonObject) out.take(m -> true);
    assertThat(error.get("id")).contains(Json.Null.NULL);
    assertThat(code(error)).isEqualTo("-32700");
    assertOnlyPingIsAnswered();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"text\"",
        "null",
        "true",
        "{}",
        "[]",
        "[1]",
        "{\"jsonrpc\":\"1.0\",\"id\":null,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":5}"
      })
  void json_that_is_no_message_is_an_invalid_request_and_not_fatal(String line) {
    in.feed(line + "\n");
    Json message = out.take(m -> true);
    JsonObject error =
        message instanceof Json.Arr(List<Json> items)
            ? (JsonObject) items.getFirst()
            : (JsonObject) message;
    assertThat(error.get("id")).contains(Json.Null.NULL);
    assertThat(code(error)).isEqualTo("-32600");
    assertOnlyPingIsAnswered();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[1]}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":7}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}}"
      })
  void wrong_parameters_are_named_so(String line) {
    assertThat(code(ask(line))).isEqualTo("-32602");
  }

  @Test
  void a_line_that_is_too_long_is_skipped_and_answered_with_an_error() {
    in.feed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"");
    for (int i = 0; i < 50; i++) {
      in.feed("x".repeat(10_000));
    }
    in.feed("\"}}\n");
    JsonObject error = (JsonObject) out.take(m -> true);
    assertThat(code(error)).isEqualTo("-32600");
    assertThat(error.objectOrEmpty("error").textIfAny("message").orElseThrow())
        .contains("100000 bytes");
    assertOnlyPingIsAnswered();
  }

  @Test
  void invalid_utf_8_within_a_text_does_no_harm() {
    in.feed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"");
    in.feed(new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) 0xC3});
    in.feed("\"}}\n");
    assertThat(((JsonObject) out.take(m -> true)).get("result")).isPresent();
  }

  @Test
  void a_byte_stream_of_garbage_ends_nothing() {
    byte[] garbage = new byte[4_096];
    new java.util.Random(7).nextBytes(garbage);
    in.feed(garbage);
    in.feed("\n{\"jsonrpc\":\"2.0\",\"id\":\"last\",\"method\":\"ping\"}\n");
    out.take(m -> m instanceof JsonObject o && o.textIfAny("id").equals(Optional.of("last")));
  }

  @Test
  void a_batch_is_answered_with_a_batch_without_its_notifications() {
    initialize("2025-03-26");
    in.feed(
        "[{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"},"
            + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"},"
            + "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"nope\"},7]\n");
    Json.Arr answers = (Json.Arr) out.take(m -> true);
    assertThat(answers.items()).hasSize(3);
    in.feed("[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}]\n");
    assertOnlyPingIsAnswered();
  }

  @Test
  void initialize_is_refused_within_a_batch() {
    in.feed("[{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"initialize\",\"params\":{}}]\n");
    Json.Arr answers = (Json.Arr) out.take(m -> true);
    assertThat(code((JsonObject) answers.items().getFirst())).isEqualTo("-32600");
  }

  @Test
  void a_batch_is_refused_where_the_version_has_none() {
    initialize("2025-06-18");
    in.feed("[{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}]\n");
    assertThat(code((JsonObject) out.take(m -> true))).isEqualTo("-32600");
  }

  @Test
  void a_batch_of_more_than_a_hundred_is_refused() {
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}";
    in.feed("[" + (ping + ",").repeat(100) + ping + "]\n");
    assertThat(code((JsonObject) out.take(m -> true))).isEqualTo("-32600");
  }

  @Test
  void a_last_line_without_a_newline_is_answered() {
    in.feed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
    in.end();
    assertThat(((JsonObject) out.take(m -> true)).get("result")).isPresent();
  }

  @Test
  void a_client_that_does_not_read_any_more_ends_nothing_but_its_answers() {
    out.breakOff();
    in.feed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n".repeat(3));
  }

  private JsonObject initialize() {
    return initialize("2025-11-25");
  }

  private JsonObject initialize(String version) {
    return ask(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
            + version
            + "\"}}");
  }

  private JsonObject ask(String line) {
    in.feed(line + "\n");
    return (JsonObject) out.take(m -> true);
  }

  private void assertOnlyPingIsAnswered() {
    in.feed("{\"jsonrpc\":\"2.0\",\"id\":\"only\",\"method\":\"ping\"}\n");
    JsonObject answer = (JsonObject) out.take(m -> true);
    assertThat(answer.textIfAny("id")).contains("only");
    assertThat(out.rest()).isEmpty();
  }

  private static String code(JsonObject answer) {
    return answer.objectOrEmpty("error").get("code").map(Json::toString).orElse("none");
  }
}
