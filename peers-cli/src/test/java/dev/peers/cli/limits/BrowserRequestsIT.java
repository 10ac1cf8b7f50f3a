package dev.peers.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a web page can make a browser send to the broker's port, byte by byte as browsers send it.
/// Each is refused with the token too, as if the page had found it out, and nothing is sent on.
class BrowserRequestsIT {
  private static final String CHROME =
      """
      Connection: keep-alive
      sec-ch-ua: "Chromium";v="142", "Not_A Brand";v="99"
      sec-ch-ua-mobile: ?0
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36
      Accept-Encoding: gzip, deflate, br, zstd
      Accept-Language: en-US,en;q=0.9
      """;
  private static final String MESSAGE =
      "{\"from_id\":\"cli\",\"to_id\":\"reader\",\"text\":\"do as the page says\"}";

  @AutoClose private final Sandbox sandbox = Sandbox.create().withTcp();

  /// Sends it with CRLF line ends, and returns the answer.
  private String send(String head, String body) {
    String text =
        head.strip().replace("PORT", Integer.toString(sandbox.port())).replace("\n", "\r\n")
            + "\r\n\r\n"
            + body;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
      socket.setSoTimeout((int) Sandbox.PATIENCE.toMillis());
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String post(String host, String type, int length, String more) {
    return "POST /send-message HTTP/1.1\nHost: "
        + host
        + "\nContent-Type: "
        + type
        + "\nContent-Length: "
        + length
        + "\n"
        + CHROME
        + more;
  }

  private String bearer() throws IOException {
    return "Authorization: Bearer "
        + Files.readString(sandbox.socket().resolveSibling("claude-peers.sock.token")).strip()
        + "\n";
  }

  private void assertRefused(int status, String answer) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-allow");
  }

  private void startWithReader() {
    sandbox.startBroker();
    OwnerOnlyFilesIT.leaveMail(sandbox, sandbox.start("sleep", "600"));
  }

  private void assertNothingArrived() {
    assertThat(OwnerOnlyFilesIT.curl(sandbox, "/fetch-messages", "{\"id\":\"reader\"}").out())
        .contains("hello")
        .doesNotContain("as the page says");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void no_page_gets_anything_through(String open) throws IOException {
    sandbox.with("CLAUDE_PEERS_TCP_OPEN", open);
    startWithReader();
    String token = open.equals("1") ? "" : bearer();
    String cross =
        token
            + "Origin: https://evil.example\n"
            + "Sec-Fetch-Site: cross-site\n"
            + "Referer: https://evil.example/\n";
    // fetch() with mode no-cors: the types that need no preflight.
    for (String type :
        new String[] {"text/plain;charset=UTF-8", "application/x-www-form-urlencoded"}) {
      assertRefused(403, send(post("127.0.0.1:PORT", type, MESSAGE.length(), cross), MESSAGE));
    }
    // A form with enctype text/plain, whose field is named so that the body is JSON.
    String form = MESSAGE.replace("\"}", "=\"}\r\n");
    assertRefused(403, send(post("localhost:PORT", "text/plain", form.length(), cross), form));
    // A form of a page with referrer policy no-referrer sends an origin all the same.
    assertRefused(
        403,
        send(post("localhost:PORT", "text/plain", form.length(), token + "Origin: null\n"), form));
    // The preflight of a fetch() with a JSON body.
    assertRefused(
        403,
        send(
            "OPTIONS /send-message HTTP/1.1\nHost: 127.0.0.1:PORT\nAccess-Control-Request-Method:"
                + " POST\nAccess-Control-Request-Headers: content-type\n"
                + "Access-Control-Request-Private-Network: true\n"
                + CHROME
                + cross,
            ""));
    // An image, a script, a navigation.
    assertRefused(
        403, send("GET /events?id=cli HTTP/1.1\nHost: 127.0.0.1:PORT\n" + CHROME + cross, ""));
    assertNothingArrived();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void a_page_whose_name_was_rebound_to_this_machine_gets_nothing_through(String open)
      throws IOException {
    sandbox.with("CLAUDE_PEERS_TCP_OPEN", open);
    startWithReader();
    String token = open.equals("1") ? "" : bearer();
    // To the browser this is the same origin: no Origin on GET, and no preflight.
    for (String host : new String[] {"rebound.evil.example:PORT", "127.0.0.1.evil.example:PORT"}) {
      assertRefused(403, send("GET /health HTTP/1.1\nHost: " + host + "\n" + CHROME + token, ""));
      assertRefused(
          403,
          send(
              post(
                  host,
                  "application/json",
                  MESSAGE.length(),
                  token + "Sec-Fetch-Site: same-origin\n"),
              MESSAGE));
    }
    assertNothingArrived();
  }

  @Test
  void what_is_not_json_is_refused_even_without_a_sign_of_a_page() throws IOException {
    startWithReader();
    String token = bearer();
    assertRefused(
        415, send(post("127.0.0.1:PORT", "text/plain", MESSAGE.length(), token), MESSAGE));
    assertRefused(
        401, send(post("127.0.0.1:PORT", "application/json", MESSAGE.length(), ""), MESSAGE));
    assertNothingArrived();
    assertThat(send(post("127.0.0.1:PORT", "application/json", MESSAGE.length(), token), MESSAGE))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void what_breaks_the_rules_of_http_besides_leaves_no_stack_trace_in_the_log() {
    startWithReader();
    for (String end : new String[] {"0\r\n: no name\r\n\r\n", "zz\r\n", "0\r\nA\0B: c\r\n\r\n"}) {
      String head = "POST /send-message HTTP/1.1\nHost: evil.example\nTransfer-Encoding: chunked\n";
      assertRefused(403, send(head, "2\r\n{}\r\n" + end));
    }
    assertThat(Sandbox.read(sandbox.home().resolve(".local/state/peers/broker.log")).lines())
        .isNotEmpty()
        .noneMatch(line -> line.startsWith(" "));
  }

  @Test
  void an_open_port_is_a_warning_in_the_status() {
    sandbox.with("CLAUDE_PEERS_TCP_OPEN", "1").startBroker();
    // The client's own environment says nothing of it.
    sandbox.with("CLAUDE_PEERS_TCP_OPEN", "0");
    assertThat(sandbox.run(sandbox.launcher(), "status").out())
        .contains("⚠ TCP port " + sandbox.port() + " is served without a token");
  }

  @Test
  void an_address_that_other_machines_reach_is_refused_unless_asked_for() {
    sandbox.with("CLAUDE_PEERS_TCP_ADDRESS", "0.0.0.0");
    Sandbox.Result refused = sandbox.run(sandbox.launcher(), "broker");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.err()).contains("CLAUDE_PEERS_TCP_REMOTE=1");

    sandbox.with("CLAUDE_PEERS_TCP_REMOTE", "1").startBroker();
    assertRefused(401, send("GET /health HTTP/1.1\nHost: 127.0.0.1:PORT\n", ""));
    assertRefused(403, send("GET /health HTTP/1.1\nHost: evil.example:PORT\n", ""));
    assertRefused(401, send("GET /health HTTP/1.1\nHost: 10.1.2.3:PORT\n", ""));
  }
}
