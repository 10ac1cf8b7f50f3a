package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Limits;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.SendRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.text.PlainText;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import dev.peers.testkit.HostileText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing that a peer says of itself or writes can pass for what the server says.
final class HostileTextTest {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\[NEW\\] \\[codex\\] From [0-9a-f]{8} \\([^\\[\\]]*\\) — [-0-9:TZ]+ \\[#\\d+, verified"
              + " sender\\]");

  private static final int LONGEST = Limits.DEFAULTS.messageChars();

  /// So much a peer may say of itself.
  private static final int OF_ITSELF = 1_900;

  static List<String> texts() {
    return HostileText.texts(1, 120, LONGEST - 1).stream().filter(t -> !t.contains("\0")).toList();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void no_text_of_a_peer_forges_anything_that_an_agent_reads(String text) {
    try (McpNetwork network = new McpNetwork();
        TestAgent alice = TestAgent.claude(network, 10, "/work/alice")) {
      String ofItself = text.substring(0, Math.min(text.length(), OF_ITSELF));
      String cwd = "/" + ofItself;
      network.processes.start(1_020);
      network.processes.start(20, 1_020);
      Registration bob =
          McpNetwork.now(
                  network.broker.register(
                      RegisterRequest.of(20, cwd, ClientType.CODEX)
                          .withAgent(1_020)
                          .withSummary(ofItself)))
              .orThrow();
      isPlainList(tool(alice, "list_peers"));
      String aliceId =
          network.peers().stream()
              .filter(status -> status.peer().process().pid() == 10)
              .findFirst()
              .orElseThrow()
              .peer()
              .id()
              .value();
      McpNetwork.now(network.broker.send(SendRequest.of(bob.caller(), aliceId, "x" + text)))
          .orThrow();
      isFenced(alice.notification("notifications/claude/channel").objectOrEmpty("params"));
      isPlainMail(tool(alice, "check_messages"));
    }
  }

  @Test
  void a_name_that_is_none_is_echoed_on_one_line() {
    try (McpNetwork network = new McpNetwork();
        TestAgent alice = TestAgent.claude(network, 10, "/work/alice")) {
      for (String text : texts()) {
        String to = Json.of(text).toString();
        String answer =
            tool(alice, "send_message", "{\"to_id\":%s,\"message\":\"m\"}".formatted(to));
        isVisible(answer);
        assertThat(answer).hasSizeLessThan(400).doesNotContain("\n");
      }
    }
  }

  private static void isPlainList(String text) {
    isVisible(text);
    assertThat(text.lines().filter(line -> !line.startsWith("  ")).toList())
        .hasSize(4)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("You: ");
              assertThat(lines.get(1)).startsWith("Found 1 peer(s)");
              assertThat(lines.get(2)).isEmpty();
              assertThat(lines.get(3)).matches("ID: [0-9a-f]{8}");
            });
  }

  private static void isPlainMail(String text) {
    isVisible(text);
    List<String> heads =
        text.lines().filter(line -> !line.startsWith("  ") && !line.isEmpty()).toList();
    assertThat(heads.get(0)).startsWith("1 message(s) (1 new):");
    assertThat(heads.get(1)).matches(HEADER);
    assertThat(heads.stream().skip(2))
        .as("after the mail")
        .noneMatch(line -> line.contains("From "));
  }

  private static void isFenced(JsonObject params) {
    String content = params.textIfAny("content").orElseThrow();
    isVisible(content);
    List<String> lines = content.lines().toList();
    assertThat(lines.getFirst()).startsWith("<peer-message id=");
    assertThat(lines.getLast()).isEqualTo("</peer-message>");
    assertThat(lines.subList(2, lines.size() - 1))
        .allMatch(line -> line.startsWith("  "))
        .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("<peer-message"))
        .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("</peer-message"))
        .noneMatch(line -> line.contains("＜／") || line.contains("</рееr"));
    for (Json value : params.objectOrEmpty("meta").fields().values()) {
      String meta = ((Json.Str) value).value();
      isVisible(meta);
      assertThat(meta).doesNotContain("\"", "<", ">", "\n");
    }
  }

  private static void isVisible(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && c != '\t' && PlainText.isHidden(c)))
        .as("hidden characters in " + text)
        .isEmpty();
  }

  private static String tool(TestAgent agent, String name) {
    return tool(agent, name, "{}");
  }

  private static String tool(TestAgent agent, String name, String arguments) {
    JsonObject answer = agent.answerTo(agent.beginTool(name, arguments));
    assertThat(answer.get("error")).isEqualTo(Optional.empty());
    return TestAgent.text(answer);
  }
}
