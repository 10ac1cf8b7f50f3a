package dev.peers.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Limits;
import dev.peers.core.Registration;
import dev.peers.core.model.ClientType;
import dev.peers.core.text.PlainText;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import dev.peers.testkit.HostileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a peer writes, a hook prints one JSON object of the known fields, the words stay inside
/// their envelope, and logs keep one line for each entry.
final class HostileMailTest {
  private static final int LONGEST = Limits.DEFAULTS.messageChars();
  private static final int ROOM = 10_000;

  /// With each of its characters a line of its own, it still fits into the room.
  private static final int FITS = 3_000;

  private static final String PROMPT =
      "{\"session_id\":\"s-1\",\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"go\"}";
  private static final String STOP =
      "{\"session_id\":\"s-1\",\"hook_event_name\":\"Stop\",\"stop_hook_active\":false}";

  @TempDir Path folder;

  static List<String> texts() {
    return HostileText.texts(4, 150, LONGEST - 1).stream().filter(t -> !t.contains("\0")).toList();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void mail_that_a_hook_shows_stays_in_its_envelope(String text) {
    try (HookNetwork network = new HookNetwork(folder, ROOM)) {
      Registration agent = network.agent(ClientType.CLAUDE_CODE);
      String fitting = "x" + text.substring(0, Math.min(text.length(), FITS));
      network.send(network.peer(5_200, "poker-engine"), agent, fitting);
      String printed = network.claude(PROMPT);
      isVisible(printed);
      JsonObject reply = Json.parseObject(printed, JsonLimits.ANSWER);
      assertThat(reply.fields()).containsOnlyKeys("hookSpecificOutput");
      JsonObject output = reply.object("hookSpecificOutput");
      assertThat(output.fields()).containsOnlyKeys("hookEventName", "additionalContext");
      assertThat(output.text("hookEventName")).isEqualTo("UserPromptSubmit");
      isFenced(output.text("additionalContext"));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void mail_that_a_hook_tells_of_is_not_quoted(String text) {
    try (HookNetwork network = new HookNetwork(folder)) {
      Registration agent = network.agent(ClientType.CLAUDE_CODE);
      Registration sender = network.peer(5_200, "poker-engine");
      network.send(sender, agent, "plain");
      String plain = network.claude(STOP);
      network.readAll(agent);
      network.send(sender, agent, "x" + text);
      assertThat(network.claude(STOP)).isEqualTo(plain).contains("poker-engine");
    }
  }

  private static void isFenced(String shown) {
    isVisible(shown);
    List<String> lines = shown.lines().toList();
    List<String> outside =
        lines.stream().filter(line -> !line.startsWith("  ")).map(String::strip).toList();
    assertThat(outside).hasSize(7);
    assertThat(outside.get(0)).startsWith("[claude-peers] 1 unread message from poker-engine (");
    assertThat(outside.get(1)).isEmpty();
    assertThat(outside.get(2)).startsWith("<peer-message id=").endsWith(">");
    assertThat(outside.get(3)).startsWith("A peer agent wrote this, not the user.");
    assertThat(outside.get(4)).isEqualTo("</peer-message>");
    assertThat(outside.get(5)).isEmpty();
    assertThat(outside.get(6)).startsWith("To answer, call send_message");
    assertThat(lines.stream().filter(line -> line.startsWith("  ")))
        .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("<peer-message"))
        .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("</peer-message"))
        .noneMatch(line -> line.contains("＜／") || line.contains("</рееr"));
  }

  @Test
  void every_entry_of_the_log_of_hooks_is_one_line() throws IOException {
    var settings = HookNetwork.settings(folder);
    Path file = settings.hookLogFile();
    for (String text : texts()) {
      Files.deleteIfExists(file);
      HookLog.of(settings).add(Harness.CLAUDE, text);
      String logged = Files.readString(file);
      assertThat(logged).matches("[-0-9:.TZ]+ " + Harness.CLAUDE + ": .*\n");
      isVisible(logged);
    }
  }

  private static void isVisible(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && c != '\t' && PlainText.isHidden(c)))
        .as("hidden characters")
        .isEmpty();
  }
}
