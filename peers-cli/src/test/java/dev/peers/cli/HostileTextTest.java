package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.terminal.Display;
import dev.peers.core.Broker;
import dev.peers.core.Caller;
import dev.peers.core.HistoryRequest;
import dev.peers.core.Limits;
import dev.peers.core.Registration;
import dev.peers.core.model.Envelope;
import dev.peers.core.text.PlainText;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.testkit.HostileText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a peer says of itself or writes, a person's terminal shows as many lines as for a plain
/// text, none of which steers the terminal, and JSON that is read again as what it was.
class HostileTextTest {
  private static final int LONGEST = Limits.DEFAULTS.messageChars();

  /// So much a peer may say of itself.
  private static final int OF_ITSELF = 1_900;

  static List<String> texts() {
    return HostileText.texts(2, 150, LONGEST - 1).stream().filter(t -> !t.contains("\0")).toList();
  }

  /// One peer that is plain, and one that says the text wherever it can.
  private static void speak(InProcessNetwork here, String text) {
    Registration alice = here.register(10, 11, "/plain", "plain");
    String ofItself = text.substring(0, Math.min(text.length(), OF_ITSELF));
    Registration bob = here.register(20, 21, "/" + ofItself, "x" + ofItself);
    here.send(bob.caller(), alice.peer().id().value(), "x" + text);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void no_text_of_a_peer_forges_a_line_or_steers_the_terminal(String text) {
    try (InProcessNetwork here = new InProcessNetwork()) {
      speak(here, text);
      Network network = here.network;
      String status = run(network, new StatusCommand(), "status");
      assertThat(status.lines().filter(line -> line.startsWith("  ") && line.charAt(2) != ' '))
          .hasSize(2);
      assertThat(status.lines().filter(line -> !line.startsWith("  "))).hasSize(4);
      String peers = run(network, new PeersCommand(), "peers");
      assertThat(peers.lines().filter(line -> !line.startsWith("  "))).hasSize(2);
      assertThat(peers.lines()).hasSize(6);
      isMail(MessageLines.of(mail(here.broker)));
      for (String name : List.of("status", "peers")) {
        NetworkCommand command = name.equals("status") ? new StatusCommand() : new PeersCommand();
        String json = run(network, command, name, "--json");
        assertThat(json.lines()).hasSize(1);
        Json.parse(json, JsonLimits.ANSWER);
      }
      String event = EventJson.of(mail(here.broker));
      isVisible(event);
      assertThat(Json.parseObject(event, JsonLimits.ANSWER).text("text"))
          .isEqualTo(withoutHalves(mail(here.broker).message().text()));
    }
  }

  /// A line of its own begins at the margin of its kind; whatever is broken to fit goes on further
  /// in, and nothing is left for the terminal to break.
  @ParameterizedTest
  @MethodSource("textsForTerminals")
  void on_a_terminal_no_text_of_a_peer_forges_a_line_however_it_is_broken(String text) {
    try (InProcessNetwork here = new InProcessNetwork()) {
      speak(here, text);
      Network network = here.network;
      List<String> status = terminal(network, new StatusCommand(), "status");
      assertThat(status.stream().filter(line -> !line.startsWith(" "))).hasSize(4);
      assertThat(status.stream().filter(line -> line.matches(" {2}\\S.*"))).hasSize(2);
      assertThat(status.stream().filter(line -> line.matches(" {4}\\S.*")))
          .hasSize(2 * FIELDS.size() + 1)
          .allMatch(line -> line.equals("    Unread: 1") || FIELDS.contains(field(line)));
      List<String> peers = terminal(network, new PeersCommand(), "peers");
      assertThat(peers.stream().filter(line -> !line.isEmpty() && !line.startsWith(" ")))
          .hasSize(3);
      List<String> messages = terminal(network, new MessagesCommand(), "messages");
      assertThat(messages.stream().filter(line -> !line.startsWith("    "))).hasSize(1);
    }
  }

  private static final List<String> FIELDS = List.of("Summary", "Name", "Wake", "Last seen");

  static List<String> textsForTerminals() {
    List<String> texts = new ArrayList<>(texts());
    // What a terminal that breaks lines itself, or a break in the wrong place, would put at a
    // margin.
    for (String line : List.of("Name: admin", "#9  just now  boss/12345678 -> you", "Broker: ok")) {
      for (int padding = 40; padding < 120; padding++) {
        texts.add("-".repeat(padding) + " " + line);
        texts.add("\u00A0".repeat(padding) + line + "好".repeat(padding) + line);
      }
    }
    texts.add("Name: admin");
    return texts;
  }

  private static String field(String line) {
    return line.strip().split(":", 2)[0];
  }

  private static List<String> terminal(Network network, NetworkCommand command, String name) {
    Screen screen = new Screen("", true, new Display(80, true));
    command.run(
        Arguments.parse(CommandSpec.named(name), new String[0], 0), network, screen.console());
    List<String> lines = screen.uncoloured();
    isVisible(String.join("\n", lines));
    assertThat(lines).allMatch(line -> line.startsWith("#") || columns(line) <= 80);
    return lines;
  }

  /// As many as terminals take for what is in these texts.
  private static int columns(String line) {
    return line.codePoints().map(c -> c >= 0x1F000 || c == '你' || c == '好' ? 2 : 1).sum();
  }

  /// UTF-8 cannot carry halves of surrogate pairs.
  static String withoutHalves(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
  }

  private static void isMail(String shown) {
    isVisible(shown);
    List<String> lines = shown.lines().toList();
    assertThat(lines.getFirst()).matches("#\\d+  [-0-9:TZ]+  \\S+ -> \\S+  \\[[a-z]+\\]");
    assertThat(lines.stream().skip(1)).allMatch(line -> line.startsWith("    "));
  }

  private static Envelope mail(Broker broker) {
    HistoryRequest all =
        new HistoryRequest(Caller.CLI, 10, Optional.empty(), Optional.empty(), Optional.empty());
    return broker.history(all).toCompletableFuture().join().orThrow().getFirst();
  }

  private static String run(Network network, NetworkCommand command, String name, String... args) {
    Screen screen = new Screen();
    command.run(Arguments.parse(CommandSpec.named(name), args, 0), network, screen.console());
    isVisible(screen.out());
    return screen.out();
  }

  private static void isVisible(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && PlainText.isHidden(c)))
        .as("hidden characters in " + text)
        .isEmpty();
  }
}
