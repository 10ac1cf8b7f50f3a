package dev.peers.cli.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// A shell that plays an agent, the real `peers mcp` below it, and the client's end of its standard
/// streams.
final class AgentSession implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern YOU = Pattern.compile("You: \\S+ \\(([0-9a-f]{8})\\)");

  private final Process shell;
  private final Writer in;
  private final List<Said> said = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private Map<String, ?> meta = Map.of();

  private AgentSession(Process shell) {
    this.shell = shell;
    this.in = shell.outputWriter();
    Thread.ofVirtual().start(this::listen);
  }

  /// Starts a session with these variables, which the agent sets for its MCP server alone.
  static AgentSession start(
      ClientHome home, String folder, String clientType, Map<String, String> variables) {
    return start(home, folder, ClientHome.server(clientType), variables, "\"$@\"; exit $?");
  }

  /// The same with another agent below the first, which sets nothing.
  static AgentSession startNested(
      ClientHome home, String folder, String clientType, Map<String, String> variables) {
    String nested = "sh -c '\"$@\"; exit $?' nested \"$@\"; exit $?";
    return start(home, folder, ClientHome.server(clientType), variables, nested);
  }

  /// Starts an MCP server by any command.
  static AgentSession start(
      ClientHome home,
      String folder,
      List<String> server,
      Map<String, String> variables,
      String script) {
    StringBuilder exports = new StringBuilder();
    variables.forEach((name, value) -> exports.append("export %s=%s\n".formatted(name, value)));
    List<String> command = new ArrayList<>(List.of("sh", "-c", exports + script, "agent"));
    command.addAll(server);
    Path cwd = home.folder(folder);
    return new AgentSession(home.start(cwd, command, cwd.resolveSibling(folder + ".err")));
  }

  static AgentSession claude(ClientHome home, String folder) {
    return start(home, folder, "claude-code", Map.of()).shakeHands();
  }

  /// A session whose calls carry the id of a Codex thread.
  static AgentSession codex(ClientHome home, String folder, String thread) {
    AgentSession session = start(home, folder, "codex", Map.of()).shakeHands();
    session.meta = Map.of("threadId", thread);
    return session;
  }

  AgentSession shakeHands() {
    request(
        "initialize",
        Map.of(
            "protocolVersion",
            "2025-06-18",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "stand-in", "version", "1")));
    say(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
    return this;
  }

  long pid() {
    return shell.pid();
  }

  /// The id of this peer, once it is one.
  String id() {
    return Awaitility.await("the registration")
        .atMost(PATIENCE)
        .until(
            () -> {
              Matcher you = YOU.matcher(call("list_peers", Map.of()).text());
              return you.find() ? Optional.of(you.group(1)) : Optional.<String>empty();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  ToolResult call(String tool, Map<String, ?> arguments) {
    Map<String, Object> params = new HashMap<>(Map.of("name", tool, "arguments", arguments));
    if (!meta.isEmpty()) {
      params.put("_meta", meta);
    }
    return ToolResult.of(request("tools/call", params));
  }

  ToolResult send(AgentSession to, String text) {
    return call("send_message", Map.of("to_id", to.id(), "message", text));
  }

  /// What the list of peers tells of how another session can be woken.
  String wakeOf(AgentSession other) {
    String id = other.id();
    return call("list_peers", Map.of())
        .text()
        .lines()
        .dropWhile(line -> !line.contains("ID: " + id))
        .filter(line -> line.startsWith("  Wake: "))
        .findFirst()
        .orElse("not listed");
  }

  Said request(String method, Map<String, ?> params) {
    long id = ids.incrementAndGet();
    say(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    Said answer = waitFor(line -> line.has("id") && line.number("id") == id);
    if (!answer.has("result")) {
      throw new AssertionError(method + " failed: " + answer);
    }
    return answer.object("result");
  }

  /// The first channel push that contains this.
  Said push(String text) {
    return waitFor(
        line ->
            line.text("method").equals("notifications/claude/channel")
                && line.text("params.content").contains(text));
  }

  long pushes() {
    return said.stream()
        .filter(line -> line.text("method").equals("notifications/claude/channel"))
        .count();
  }

  private void say(Map<String, ?> line) {
    try {
      in.write(Said.toJson(line));
      in.write('\n');
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (BufferedReader out = shell.inputReader()) {
      out.lines().map(Said::parse).forEach(said::add);
    } catch (IOException | UncheckedIOException e) {
      said.add(Said.of(Map.of("gone", String.valueOf(e.getMessage()))));
    }
  }

  private Said waitFor(Predicate<Said> wanted) {
    return Awaitility.await("what the server says")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> said.stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /// Ends the input and waits for the server's end.
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // The server has ended before.
    }
    Awaitility.await("the end of the session").atMost(PATIENCE).until(() -> !shell.isAlive());
  }
}
