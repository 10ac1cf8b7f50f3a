package dev.peers.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.cli.Sandbox;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each limit as it is set, reached and refused at a real broker: what is within it passes, what is
/// beyond is told so, and the broker serves on.
class LimitsIT {
  private final Sandbox sandbox = Sandbox.create();
  private final List<SocketChannel> clients = new ArrayList<>();

  @AfterEach
  void end_everything() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
    sandbox.close();
  }

  /// What a registered peer acts with.
  private record Member(String id, String secret) {}

  private Member register(String name) {
    long pid = sandbox.start("sleep", "600").pid();
    JsonObject answer =
        object(
            post(
                "/register",
                "{\"pid\":%d,\"cwd\":\"/w\",\"name\":\"%s\",\"secured\":true}"
                    .formatted(pid, name)));
    return new Member(answer.text("id"), answer.text("secret"));
  }

  private static JsonObject object(String json) {
    return Json.parseObject(json, JsonLimits.ANSWER);
  }

  /// What is printed with curl's options, of which the last is the path.
  private String curl(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl", "-sS", "--max-time", "60", "--unix-socket", sandbox.socket().toString()));
    command.addAll(List.of(options).subList(0, options.length - 1));
    command.add("http://localhost" + options[options.length - 1]);
    Sandbox.Result result = sandbox.run(command.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private String post(String path, String json) {
    return curl("-d", json, path);
  }

  private String post(Member member, String path, String json) {
    return curl("-H", "Peers-Secret: " + member.secret, "-d", json, path);
  }

  private String send(Member from, Member to, String text) {
    return post(
        from,
        "/send-message",
        "{\"from_id\":\"%s\",\"to_id\":\"%s\",\"text\":\"%s\"}".formatted(from.id, to.id, text));
  }

  private static void assertDone(String answer) {
    assertThat(answer).contains("\"ok\":true");
  }

  private static void assertRefused(String answer, String reason, String text) {
    JsonObject refusal = object(answer);
    assertThat(refusal.text("error")).contains(text);
    assertThat(refusal.text("reason")).isEqualTo(reason);
  }

  @Test
  void what_a_request_may_say() throws IOException {
    sandbox
        .with("CLAUDE_PEERS_MAX_MESSAGE_CHARS", "100")
        .with("CLAUDE_PEERS_MAX_SUMMARY_CHARS", "50")
        .with("CLAUDE_PEERS_MAX_BODY_BYTES", "4096")
        .with("CLAUDE_PEERS_MAX_HEADER_BYTES", "1024")
        .startBroker();
    Member alice = register("alice");
    Member bob = register("bob");

    assertDone(send(alice, bob, "x".repeat(100)));
    assertRefused(
        send(alice, bob, "x".repeat(101)),
        "message_too_large",
        "Message too large (101 chars, max 100)");

    String summary = "{\"id\":\"" + alice.id + "\",\"summary\":\"%s\"}";
    assertDone(post(alice, "/set-summary", summary.formatted("s".repeat(50))));
    String tooLong = "s".repeat(51);
    assertRefused(
        post(alice, "/set-summary", summary.formatted(tooLong)),
        "invalid_request",
        "Summary too large (51 chars, max 50)");
    long pid = sandbox.start("sleep", "600").pid();
    assertRefused(
        post("/register", "{\"pid\":%d,\"cwd\":\"/w\",\"summary\":\"%s\"}".formatted(pid, tooLong)),
        "invalid_request",
        "Summary too large (51 chars, max 50)");

    Path body = Files.writeString(sandbox.home().resolve("body"), "{}" + " ".repeat(4_095));
    assertRefused(
        curl("--data-binary", "@" + body, "/orphans"),
        "message_too_large",
        "the request is longer than 4096 bytes");
    Files.writeString(body, "{}" + " ".repeat(4_094));
    assertThat(curl("--data-binary", "@" + body, "/orphans")).isEqualTo("{\"peers\":[]}");

    assertRefused(
        curl("-H", "X: " + "x".repeat(1_024), "/health"),
        "invalid_request",
        "the head of the request is longer than 1024 bytes");
    assertThat(curl("-H", "X: " + "x".repeat(500), "/health")).contains("\"status\":\"ok\"");
  }

  @Test
  void how_much_a_sender_may_send() {
    sandbox
        .with("CLAUDE_PEERS_RATE", "3")
        .with("CLAUDE_PEERS_VERIFIED_RATE", "1")
        .with("CLAUDE_PEERS_VERIFIED_BURST", "5")
        .startBroker();
    Member alice = register("alice");
    Member bob = register("bob");
    long pid = sandbox.start("sleep", "600").pid();
    String old = "{\"pid\":" + pid + ",\"cwd\":\"/w\",\"name\":\"old\"}";
    assertThat(post("/register", old)).contains("\"id\"");

    for (int i = 0; i < 5; i++) {
      assertDone(send(alice, bob, "hi"));
    }
    // One may have become free again meanwhile.
    await()
        .untilAsserted(
            () ->
                assertRefused(send(alice, bob, "hi"), "rate_limited", "max 1 messages per minute"));
    for (String sender : List.of("old", "cli")) {
      String message =
          "{\"from_id\":\"%s\",\"to_id\":\"%s\",\"text\":\"hi\"}".formatted(sender, bob.id);
      for (int i = 0; i < 3; i++) {
        assertDone(post("/send-message", message));
      }
      assertRefused(post("/send-message", message), "rate_limited", "max 3 messages per minute");
    }
  }

  @Test
  void how_much_mail_waits_for_a_recipient_and_how_long_two_answer_each_other() {
    sandbox
        .with("CLAUDE_PEERS_MAX_UNREAD", "3")
        .with("CLAUDE_PEERS_LOOP_TURNS", "4")
        .with("CLAUDE_PEERS_LOOP_PAUSE_SECONDS", "3600")
        .startBroker();
    Member alice = register("alice");
    Member bob = register("bob");
    Member carol = register("carol");
    for (int i = 0; i < 3; i++) {
      assertDone(send(alice, bob, "hi"));
    }
    assertRefused(send(alice, bob, "hi"), "inbox_full", "has 3 unread messages and takes no more");
    assertThat(post(bob, "/poll-messages", "{\"id\":\"" + bob.id + "\"}")).contains("\"hi\"");
    assertDone(send(alice, bob, "hi"));

    for (int i = 0; i < 5; i++) {
      assertDone(i % 2 == 0 ? send(alice, carol, "thanks") : send(carol, alice, "thanks"));
    }
    assertRefused(send(carol, alice, "thanks"), "looping", "answered each other 4 times");
  }

  @Test
  void how_much_a_connection_and_a_peer_may_ask() throws IOException {
    sandbox.with("CLAUDE_PEERS_REQUEST_RATE", "20").startBroker();
    Member alice = register("alice");
    String heartbeat = "{\"id\":\"" + alice.id + "\"}";
    // Each by a connection of its own, and more are allowed as time passes.
    String answer = post(alice, "/heartbeat", heartbeat);
    int done = 0;
    for (; answer.contains("\"ok\":true") && done < 1_000; done++) {
      answer = post(alice, "/heartbeat", heartbeat);
    }
    assertThat(done).isGreaterThanOrEqualTo(20);
    assertRefused(answer, "rate_limited", "max 20 requests per minute");

    SocketChannel busy = connect();
    write(busy, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(25));
    StringBuilder answers = new StringBuilder();
    await().until(() -> answers.append(read(busy)).indexOf("max 20 requests per minute") > 0);
    assertThat(answers.toString().split("HTTP/1.1 200", -1)).hasSizeGreaterThanOrEqualTo(21);
    assertThat(curl("/health")).contains("\"status\":\"ok\"");
  }

  @Test
  void how_many_connections_streams_and_peers_there_may_be() throws IOException {
    sandbox
        .with("CLAUDE_PEERS_MAX_CONNECTIONS", "12")
        .with("CLAUDE_PEERS_MAX_STREAMS", "4")
        .with("CLAUDE_PEERS_MAX_STREAMS_PER_PEER", "2")
        .with("CLAUDE_PEERS_MAX_PEERS", "2")
        .startBroker();
    Member alice = register("alice");
    Member bob = register("bob");
    long pid = sandbox.start("sleep", "600").pid();
    assertRefused(
        post("/register", "{\"pid\":" + pid + ",\"cwd\":\"/w\"}"),
        "busy",
        "There are 2 peers here");

    stream(alice);
    stream(alice);
    String third = curl("-H", "Peers-Secret: " + alice.secret, "/events?id=" + alice.id);
    assertRefused(third, "busy", "has 2 event streams open");
    stream(bob);
    stream(bob);
    assertRefused(curl("/events?id=cli"), "busy", "streams");

    for (int i = 4; i < 12; i++) {
      connect();
    }
    await()
        .untilAsserted(
            () -> assertRefused(curl("/health"), "busy", "too many connections to the broker"));
    for (SocketChannel client : clients) {
      client.close();
    }
    await().untilAsserted(() -> assertThat(curl("/health")).contains("\"status\":\"ok\""));
  }

  private SocketChannel connect() throws IOException {
    SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(sandbox.socket()));
    clients.add(client);
    return client;
  }

  private void stream(Member member) throws IOException {
    SocketChannel client = connect();
    write(
        client,
        "GET /events?id=%s HTTP/1.1\r\nHost: localhost\r\nPeers-Secret: %s\r\n\r\n"
            .formatted(member.id, member.secret));
    assertThat(read(client)).startsWith("HTTP/1.1 200");
  }

  private static void write(SocketChannel client, String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String read(SocketChannel client) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(1 << 16);
    client.read(in);
    return StandardCharsets.UTF_8.decode(in.flip()).toString();
  }

  @Test
  void how_long_a_line_of_an_mcp_client_may_be() throws IOException {
    sandbox.with("CLAUDE_PEERS_MAX_LINE_BYTES", "65536").startBroker();
    // Twice the heap of an MCP server.
    String command =
        "{ printf '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"'; head -c 64M /dev/zero | tr '\\0'"
            + " x; printf '\"}\\n"
            + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}\\n"
            + "'; } | "
            + sandbox.launcher()
            + " mcp --client-type codex";
    Sandbox.Result result = sandbox.run("/bin/sh", "-c", command);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("a line has at most 65536 bytes"))
        .anyMatch(line -> line.equals("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}"));
  }
}
