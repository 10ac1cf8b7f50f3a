package dev.peers.mcp;

import dev.peers.core.Broker;
import dev.peers.core.model.ClientType;
import dev.peers.core.port.ProcessInspector;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// An agent's client and the server that it started, over streams in memory.
final class TestAgent implements AutoCloseable {
  static final McpTimings QUICK =
      new McpTimings(
          Duration.ofMillis(50),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(50),
          Duration.ofSeconds(2),
          Duration.ofMillis(200),
          Duration.ofMillis(50),
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1));

  final FedInput in = new FedInput();
  final CapturedOutput out = new CapturedOutput();
  final CompletableFuture<Integer> exit = new CompletableFuture<>();
  final AtomicInteger askedForBroker = new AtomicInteger();
  private int lastId;

  private TestAgent(McpOptions options, ProcessInspector processes, Broker broker) {
    McpServer server =
        new McpServer(
            in,
            out,
            options,
            () -> processes,
            () -> {
              askedForBroker.incrementAndGet();
              return broker;
            });
    Thread.ofVirtual().start(() -> exit.complete(server.run()));
  }

  static McpOptions options(long pid, ClientType type, String cwd) {
    return new McpOptions(type, "1.2.3", Map.of(), Path.of(cwd), pid, 100_000, "codex", QUICK);
  }

  static TestAgent start(McpOptions options, McpNetwork network) {
    return start(options, network, network.broker);
  }

  static TestAgent start(McpOptions options, McpNetwork network, Broker broker) {
    long pid = options.pid();
    if (network.processes.find(pid).isEmpty()) {
      if (network.processes.find(pid + 1_000).isEmpty()) {
        network.processes.start(pid + 1_000);
      }
      network.processes.start(pid, pid + 1_000);
    }
    return new TestAgent(options, network.processes, broker);
  }

  /// A Claude Code session in this folder, past its handshake.
  static TestAgent claude(McpNetwork network, long pid, String cwd) {
    return start(options(pid, ClientType.CLAUDE_CODE, cwd), network).shakeHands();
  }

  TestAgent shakeHands() {
    request("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");
    in.feed("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n");
    return this;
  }

  /// Writes a line as it is.
  void line(String line) {
    in.feed(line + "\n");
  }

  /// Sends a request and waits for its answer.
  JsonObject request(String method, String params) {
    return answerTo(begin(method, params));
  }

  /// Sends a request; returns its id.
  int begin(String method, String params) {
    int id = ++lastId;
    line(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params));
    return id;
  }

  JsonObject answerTo(int id) {
    return (JsonObject)
        out.take(
            m ->
                m instanceof JsonObject answer
                    && answer.get("id").equals(Optional.of(Json.of(id)))
                    && answer.get("method").isEmpty());
  }

  JsonObject notification(String method) {
    return (JsonObject)
        out.take(
            m ->
                m instanceof JsonObject obj && obj.textIfAny("method").equals(Optional.of(method)));
  }

  int beginTool(String name, String arguments) {
    return begin("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(name, arguments));
  }

  /// The first text of a tool's answer, with an exclamation mark before an error.
  String tool(String name, String arguments) {
    return text(answerTo(beginTool(name, arguments)));
  }

  static String text(JsonObject answer) {
    JsonObject result = answer.objectOrEmpty("result");
    boolean error = result.get("isError").equals(Optional.of(Json.of(true)));
    return (error ? "!" : "") + texts(answer).getFirst();
  }

  static List<String> texts(JsonObject answer) {
    if (answer.objectOrEmpty("result").get("content").orElse(Json.Null.NULL)
        instanceof Json.Arr(List<Json> items)) {
      return items.stream().map(i -> ((JsonObject) i).textIfAny("text").orElseThrow()).toList();
    }
    throw new AssertionError("no tool result: " + answer);
  }

  int awaitExit() {
    try {
      return exit.get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Ends the input and waits for the server's end.
  @Override
  public void close() {
    in.end();
    awaitExit();
  }
}
