package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The broker on a loopback port besides its socket.
class TcpIT {
  @AutoClose private final Sandbox sandbox = Sandbox.create().withTcp();
  private final String url = "http://127.0.0.1:" + sandbox.port();

  @Test
  void our_clients_find_the_token_by_themselves() throws IOException {
    sandbox.startBroker();
    sandbox.with("CLAUDE_PEERS_URL", url);

    assertThat(sandbox.peers("status").out()).startsWith("Broker: ok (0 peer(s) registered)");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(
                    sandbox.socket().resolveSibling("claude-peers.sock.token"))))
        .isEqualTo("rw-------");
  }

  @Test
  void nobody_else_gets_in() {
    sandbox.startBroker();

    assertThat(status("-d", "{}", url + "/list-peers")).isEqualTo("401");
    assertThat(status("-H", "Authorization: Bearer guess", url + "/health")).isEqualTo("401");
  }

  @Test
  void the_old_openness_can_be_had_but_not_for_web_pages() {
    sandbox.with("CLAUDE_PEERS_TCP_OPEN", "1").startBroker();

    assertThat(status(url + "/health")).isEqualTo("200");
    assertThat(status("-H", "Origin: http://example.com", url + "/health")).isEqualTo("403");
    assertThat(status("-H", "Host: example.com", url + "/health")).isEqualTo("403");
  }

  private String status(String... arguments) {
    String[] common = {"curl", "-s", "-o", "/dev/null", "--max-time", "10", "-w", "%{http_code}"};
    String[] command = new String[common.length + arguments.length];
    System.arraycopy(common, 0, command, 0, common.length);
    System.arraycopy(arguments, 0, command, common.length, arguments.length);
    return sandbox.run(List.of(command)).out();
  }
}
