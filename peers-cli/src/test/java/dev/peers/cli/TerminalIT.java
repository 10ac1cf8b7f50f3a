package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.peers.core.text.PlainText;
import dev.peers.protocol.json.Json;
import dev.peers.testkit.HostileText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a person sees on a terminal, which `script` (util-linux) provides.
class TerminalIT {
  private static final String ESCAPE = "\u001B[";
  private static final String WIPE = "...\r\u001B[K";
  private static final String MAIL = "#\\d+  .*peer-1/[0-9a-f]{8} .*-> peer-2/[0-9a-f]{8}  \\[.*]";
  private static final Path LAUNCHER =
      Path.of(System.getProperty("peers.dist", "target/dist"), "bin/peers").toAbsolutePath();

  private Sandbox sandbox;

  @BeforeEach
  void create() throws Exception {
    sandbox = Sandbox.create();
    sandbox.with("TERM", "xterm").with("NO_COLOR", "").with("COLUMNS", "");
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  /// Runs `peers` on a terminal of that many columns.
  private Sandbox.Result terminal(int columns, String arguments) {
    String command = "stty cols " + columns + "; exec " + LAUNCHER + " " + arguments;
    Sandbox.Result result = sandbox.run(List.of("script", "-q", "-e", "-c", command, "/dev/null"));
    assertThat(result.err()).as("script of util-linux is needed").isEmpty();
    return result;
  }

  private static List<String> lines(Sandbox.Result result) {
    return result
        .out()
        // A note on what took long, as it does on a busy machine, is wiped.
        .replaceAll("[^\n]*\r\u001B\\[K", "")
        .replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "")
        .replace("\r", "")
        .lines()
        .toList();
  }

  @Test
  void tables_fit_the_width_and_a_pipe_gets_the_lines_that_scripts_know() throws Exception {
    sandbox.with("CLAUDE_PEERS_SWEEP_SECONDS", "3600");
    sandbox.startBroker();
    Process agent = sandbox.sleeper();
    Process server = sandbox.sleeper();
    String cwd = "/work/a-folder-with-quite-a-long-name/and-another-one-below-it/bystander";
    String id = sandbox.register(server.pid(), agent.pid(), cwd);
    agent.destroyForcibly().waitFor();

    for (int columns : new int[] {60, 80, 200}) {
      for (String command : new String[] {"peers", "orphans", "status", "config"}) {
        Sandbox.Result result = terminal(columns, command);
        assertThat(result.exitCode()).isZero();
        assertThat(lines(result))
            .as(command)
            .hasSizeGreaterThan(1)
            .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
      }
      List<String> table = lines(terminal(columns, "peers"));
      assertThat(table.getFirst()).matches("name +id +client +process +folder( +summary)?");
      // Where the summary has no room beside the rest, it stands below.
      assertThat(String.join("\n", table))
          .containsPattern("\\*bystander +" + id + " +codex +" + server.pid() + " +/work/a-folder")
          .containsPattern(columns < 200 ? "\n {4}summary\n" : "folder +summary\n");
    }
    assertThat(lines(terminal(200, "peers")).get(1)).contains(cwd);
    String brief =
        id
            + "  [codex]  PID:"
            + server.pid()
            + "  "
            + cwd
            + "\n  Name: bystander\n  Verified: no\n";
    assertThat(sandbox.peers("peers").out()).startsWith(brief);
    assertThat(sandbox.peers("orphans").out()).contains(brief);
  }

  @Test
  void colours_are_for_terminals_only_and_never_with_no_color() {
    assertThat(terminal(80, "doctor").out()).contains(ESCAPE + "32mok");
    assertThat(sandbox.peers("doctor").out()).contains("ok").doesNotContain(ESCAPE);
    // The wiping of a note on what takes long is no colour.
    sandbox.with("NO_COLOR", "1");
    Sandbox.Result plain = terminal(80, "doctor");
    assertThat(plain.out()).contains("ok").doesNotContainPattern("\u001B\\[[0-9;]*m");
  }

  @Test
  void whatever_takes_more_than_half_a_second_says_so_while_it_does() throws Exception {
    Path programs = Files.createDirectories(sandbox.home().resolve("programs"));
    Path slow = Files.writeString(programs.resolve("claude"), "#!/bin/sh\nsleep 2; echo 1\n");
    assertThat(slow.toFile().setExecutable(true)).isTrue();
    sandbox.with("PATH", programs + ":" + System.getenv("PATH"));
    assertThat(terminal(80, "doctor").out()).contains("Looking at the agents' clients" + WIPE);
    assertThat(sandbox.peers("doctor").err()).isEmpty();

    HttpServer broker = slowBroker();
    try {
      sandbox.with("CLAUDE_PEERS_URL", "http://127.0.0.1:" + broker.getAddress().getPort());
      Sandbox.Result status = terminal(80, "peers");
      assertThat(status.out()).contains("Waiting for the broker" + WIPE);
      Sandbox.Result stopped = terminal(80, "kill-broker");
      assertThat(stopped.out())
          .contains("Waiting for the broker to stop" + WIPE)
          .contains("Broker stopped.");
      assertThat(stopped.exitCode()).isZero();
    } finally {
      broker.stop(0);
    }
  }

  /// One that takes a second for a list, and, told to stop, goes on for two.
  private static HttpServer slowBroker() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger pid = new AtomicInteger(1);
    server.createContext(
        "/",
        exchange -> {
          String answer =
              switch (exchange.getRequestURI().getPath()) {
                case "/health" ->
                    "{\"status\":\"ok\",\"peers\":0,\"version\":\"1\",\"pid\":" + pid + "}";
                case "/list-peers" -> {
                  pause(Duration.ofSeconds(1));
                  yield "[]";
                }
                case "/shutdown" -> {
                  Thread.ofVirtual()
                      .start(
                          () -> {
                            pause(Duration.ofSeconds(2));
                            pid.set(2);
                          });
                  yield "{\"ok\":true}";
                }
                default -> "{}";
              };
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nothing_that_a_peer_says_steers_a_terminal_or_forges_a_line_on_it() throws Exception {
    sandbox.with("CLAUDE_PEERS_RATE", "1000000");
    sandbox.startBroker();
    List<String> texts =
        HostileText.texts(8, 100, 1_500).stream().filter(t -> !t.contains("\0")).toList();
    for (int i = 0; i < 20; i++) {
      String text = Json.of(texts.get(texts.size() - 1 - i)).toString();
      String said = text.substring(1, text.length() - 1);
      long pid = sandbox.sleeper().pid();
      assertThat(
              sandbox.curl(
                  "/register",
                  "{\"pid\":%d,\"cwd\":\"/%s\",\"summary\":\"x%s\",\"name\":\"peer-%d\"}"
                      .formatted(pid, said, said, i)))
          .contains("\"id\"");
    }
    String watch = "stty cols 80; exec " + LAUNCHER + " watch 2>/dev/null";
    Process watching = sandbox.start(List.of("script", "-q", "-e", "-c", watch, "/dev/null"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              say("are you there?");
              return sandbox.out(watching).contains("are you there?");
            });
    texts.forEach(this::say);

    List<String> peers = shown(terminal(80, "peers 2>/dev/null").out());
    assertThat(peers.stream().filter(line -> !line.isEmpty() && !line.startsWith(" ")))
        .hasSize(22)
        .last()
        .asString()
        .startsWith("* unverified: ");
    List<String> status = shown(terminal(80, "status 2>/dev/null").out());
    assertThat(status.stream().filter(line -> line.startsWith("    Name: "))).hasSize(20);
    List<String> messages = shown(terminal(80, "messages --limit 50 2>/dev/null").out());
    assertThat(messages.stream().filter(line -> !line.startsWith("    ")))
        .hasSize(50)
        .allMatch(line -> line.matches(MAIL));
    sandbox.peers("kill-broker");
    assertThat(watching.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> watched = shown(sandbox.out(watching));
    assertThat(watched).last().isEqualTo("The broker stops.");
    assertThat(watched.subList(0, watched.size() - 1).stream().filter(l -> !l.startsWith("    ")))
        .hasSizeGreaterThan(texts.size())
        .allMatch(line -> line.matches(MAIL));
  }

  private void say(String text) {
    sandbox.curl(
        "/send-message",
        "{\"from_id\":\"peer-1\",\"to_id\":\"peer-2\",\"text\":" + Json.of("x" + text) + "}");
  }

  /// The lines that a terminal shows, of which a colour, if any, is that of the whole line.
  private static List<String> shown(String out) {
    List<String> lines =
        out.replace("\r\n", "\n")
            .lines()
            .map(line -> line.replaceFirst("^\u001B\\[[0-9]+m(.*)\u001B\\[0m$", "$1"))
            .toList();
    assertThat(lines)
        .noneMatch(line -> line.codePoints().anyMatch(PlainText::isHidden))
        .allMatch(line -> line.startsWith("#") || line.codePointCount(0, line.length()) <= 80);
    return lines;
  }

  @Test
  void what_is_mistyped_gets_a_suggestion() throws Exception {
    sandbox.startBroker();
    Process agent = sandbox.sleeper();
    sandbox.register(agent.pid(), agent.pid(), "/work/bystander");
    assertThat(sandbox.peers("staus").err()).contains("Did you mean 'status'?");
    assertThat(sandbox.peers("help", "sent").err()).contains("Did you mean 'send'?");
    assertThat(sandbox.peers("doctor", "--fx").err()).contains("did you mean --fix?\n");
    assertThat(sandbox.peers("service", "instal").err()).contains("did you mean install?\n");
    assertThat(sandbox.peers("setup", "codx").err()).contains("did you mean codex?");
    assertThat(sandbox.peers("config", "max-unred").err()).contains("Did you mean 'max-unread'?");
    for (String command : new String[] {"send bystandr hi", "ask bystandr hi", "kill bystandr"}) {
      assertThat(sandbox.peers(command.split(" ")).err())
          .as(command)
          .contains("Did you mean 'bystander'?");
    }
    assertThat(sandbox.peers("messages", "bystandr").err()).contains("Did you mean 'bystander'?");
    assertThat(sandbox.peers("messages", "byst").err()).contains("Did you mean 'bystander'?");
    assertThat(sandbox.peers("wait", "--from", "bystandr", "--timeout", "0.1").err())
        .contains("There is no peer bystandr yet. Did you mean 'bystander'?");
  }
}
