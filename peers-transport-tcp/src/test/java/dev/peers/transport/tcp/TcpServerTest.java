package dev.peers.transport.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.ListenException;
import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.FakeBroker;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TcpServerTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final String SEND = "{\"from_id\":\"cli\",\"to_id\":\"0123abcd\",\"text\":\"hi\"}";

  private final FakeBroker broker = new FakeBroker();
  private final BrokerApi api = new BrokerApi(broker, "1.2.3", () -> {});
  private TcpServer server;

  @BeforeEach
  void startGuarded() {
    server = TcpServer.start(ANY_PORT, api, HttpLimits.DEFAULTS, Optional.of(TOKEN));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void startOpen() {
    server.close();
    server = TcpServer.start(ANY_PORT, api, HttpLimits.DEFAULTS, Optional.empty());
  }

  private String ask(String request) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    try (RawClient client = RawClient.connect(address)) {
      return client.send(request).response();
    }
  }

  private String get(String host, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET /health HTTP/1.1\r\n");
    request.append("Host: ").append(host).append("\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return ask(request.append("\r\n").toString());
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private String post(String... headers) throws IOException {
    StringBuilder request = new StringBuilder("POST /send-message HTTP/1.1\r\n");
    request.append("Host: localhost\r\nContent-Length: ").append(SEND.length()).append("\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return ask(request.append("\r\n").append(SEND).toString());
  }

  @Test
  void a_usual_client_with_the_token_is_served() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/send-message");
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + TOKEN)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(SEND))
              .build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Peers-Version")).contains("1.2.3");
      assertThat(broker.texts.poll(5, SECONDS)).isEqualTo("hi");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LocalHost:7899", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:7899"})
  void loopback_hosts_pass(String host) throws IOException {
    assertThat(get(host, bearer(TOKEN))).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.0.1:7899",
        "localhost:7899.evil.example"
      })
  void a_host_that_was_rebound_to_loopback_is_refused(String host) throws IOException {
    assertThat(get(host, bearer(TOKEN))).doesNotContain("200 OK").contains("HTTP/1.1 40");
    startOpen();
    assertThat(get(host)).doesNotContain("200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://localhost:7899",
        "Referer: https://evil.example/page"
      })
  void web_pages_are_refused_even_by_an_open_server(String header) throws IOException {
    assertThat(get("localhost", bearer(TOKEN), header)).startsWith("HTTP/1.1 403");
    startOpen();
    assertThat(get("localhost", header)).startsWith("HTTP/1.1 403").contains("\"ok\":false");
  }

  @Test
  void a_preflight_is_not_answered_in_its_favour() throws IOException {
    String host = "Host: localhost\r\n";
    String origin = "Origin: https://evil.example\r\n";
    String answer = ask("OPTIONS /send-message HTTP/1.1\r\n" + host + origin + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("Access-Control");
  }

  @Test
  void a_missing_or_wrong_token_is_refused() throws IOException {
    assertThat(get("localhost"))
        .startsWith("HTTP/1.1 401")
        .contains("WWW-Authenticate: Bearer", "\"ok\":false");
    assertThat(get("localhost", bearer(TOKEN + "x"))).startsWith("HTTP/1.1 401");
    assertThat(get("localhost", bearer(""))).startsWith("HTTP/1.1 401");
    assertThat(get("localhost", "Authorization: Basic " + TOKEN)).startsWith("HTTP/1.1 401");
    assertThat(get("localhost", bearer(TOKEN), bearer(TOKEN))).startsWith("HTTP/1.1 401");
    assertThat(post("Content-Type: application/json")).startsWith("HTTP/1.1 401");
    assertThat(broker.texts).isEmpty();
  }

  @Test
  void the_event_stream_needs_the_token_as_well() throws IOException {
    assertThat(ask("GET /events?id=0123abcd HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 401");
    assertThat(broker.subscribed).isEmpty();
  }

  @Test
  void an_open_server_asks_for_no_token() throws Exception {
    startOpen();
    assertThat(get("localhost")).startsWith("HTTP/1.1 200");
    assertThat(post("Content-Type: application/json")).startsWith("HTTP/1.1 200");
    assertThat(broker.texts.poll(5, SECONDS)).isEqualTo("hi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=application/json",
        "Content-Type: application/jsonp",
        "X-Nothing: at all"
      })
  void a_body_that_is_not_json_is_refused(String header) throws IOException {
    startOpen();
    assertThat(post(header)).startsWith("HTTP/1.1 415").contains("application/json");
    assertThat(broker.texts).isEmpty();
  }

  @Test
  void json_with_a_charset_passes() throws IOException {
    startOpen();
    assertThat(post("Content-Type: application/json; charset=utf-8")).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_taken_port_is_a_clear_error() {
    InetSocketAddress taken =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    assertThatThrownBy(() -> TcpServer.start(taken, api, HttpLimits.DEFAULTS, Optional.empty()))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("cannot listen on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.168.0.1", "::"})
  void addresses_beyond_loopback_are_refused(String address) {
    InetSocketAddress anywhere = new InetSocketAddress(address, 0);
    assertThatThrownBy(
            () -> TcpServer.start(anywhere, api, HttpLimits.DEFAULTS, Optional.of(TOKEN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopback addresses only");
  }

  @Test
  void a_stopped_server_leaves_its_port() {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    assertThat(server.stop(Duration.ofSeconds(5))).isTrue();
    server = TcpServer.start(address, api, HttpLimits.DEFAULTS, Optional.empty());
    assertThat(server.port()).isEqualTo(address.getPort());
  }
}
