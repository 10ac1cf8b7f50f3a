package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// curl as a client of the old protocol, on the socket of a broker that an MCP server started.
final class OldClientIT {
  private final ClientHome home = ClientHome.create();

  @AfterEach
  void closeHome() {
    home.close();
  }

  @Test
  void health_is_a_get() {
    try (SdkSession session = SdkSession.start(home, "engine", "claude-code")) {
      session.introduce("here");
      Said health = Said.parse(curl("/health"));
      assertThat(health.text("status")).isEqualTo("ok");
      assertThat(health.number("peers")).isEqualTo(1);
    }
  }

  @Test
  void an_old_client_registers_talks_and_polls() {
    Process agent = startAgent();
    try (SdkSession session = SdkSession.start(home, "engine", "claude-code")) {
      session.introduce("here");
      String own = register(agent);
      assertThat(session.call("list_peers", Map.of("scope", "machine")).text())
          .contains("ID: " + own, "an old client");

      assertThat(session.call("send_message", Map.of("to_id", own, "message", "ping?")).text())
          .contains("Message sent to peer");
      Said mail = Said.parse(post("/poll-messages", Map.of("id", own)));
      assertThat(mail.objects("messages")).hasSize(1);
      Said message = mail.objects("messages").getFirst();
      assertThat(message.text("text")).isEqualTo("ping?");

      Said sent =
          Said.parse(
              post(
                  "/send-message",
                  Map.of("from_id", own, "to_id", message.text("from_id"), "text", "pong!")));
      assertThat(sent.is("ok")).isTrue();
      assertThat(session.notification("notifications/claude/channel").text("content"))
          .contains("pong!");
      assertThat(Said.parse(post("/unregister", Map.of("id", own))).is("ok")).isTrue();
    } finally {
      end(agent);
    }
  }

  @Test
  void rubbish_is_answered_and_an_unknown_path_is_not_found() {
    try (SdkSession session = SdkSession.start(home, "engine", "claude-code")) {
      session.introduce("here");
      assertThat(status("/send-message", "{\"from_id\":")).isEqualTo("400");
      assertThat(status("/no-such-endpoint", "{}")).isEqualTo("404");
      assertThat(Said.parse(curl("/health")).text("status")).isEqualTo("ok");
    }
  }

  /// Registers a process that does nothing, as the MCP server of an agent that does nothing.
  private String register(Process agent) {
    Map<String, Object> request =
        Map.of(
            "pid", serverOf(agent),
            "agent_pid", agent.pid(),
            "cwd", home.folder("old").toString(),
            "client_type", "codex",
            "summary", "an old client");
    Said answer = Said.parse(post("/register", request));
    assertThat(answer.text("id")).matches("[0-9a-f]{8}");
    return answer.text("id");
  }

  /// A shell with a sleeping child, whose process id it prints.
  private Process startAgent() {
    return home.start(
        home.folder("old"),
        List.of("sh", "-c", "sleep 300 & echo $!; wait"),
        home.folder("old").resolve("agent.err"));
  }

  private static long serverOf(Process agent) {
    try {
      return Long.parseLong(agent.inputReader().readLine().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Process agent) {
    agent.descendants().forEach(ProcessHandle::destroyForcibly);
    agent.destroyForcibly();
  }

  private String post(String path, Map<String, ?> body) {
    return curl(
        path, "--header", "Content-Type: application/json", "--data-binary", Said.toJson(body));
  }

  private String status(String path, String body) {
    return curl(
        path,
        "--output",
        home.folder("old").resolve("body").toString(),
        "--write-out",
        "%{http_code}",
        "--data-binary",
        body);
  }

  private String curl(String path, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "--silent",
                "--show-error",
                "--max-time",
                "10",
                "--unix-socket",
                home.socket().toString()));
    command.addAll(List.of(options));
    command.add("http://localhost" + path);
    return home.run(home.folder("old"), command).orFail();
  }
}
