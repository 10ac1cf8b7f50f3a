package dev.peers.cli.demo;

import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonLimits;
import dev.peers.protocol.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An agent that is not one: a shell whose child is a real MCP server, to which it leaves its
/// standard input and output. What an agent's model would do, the demonstration does.
final class StandIn {
  private static final long PATIENCE_SECONDS = 15;

  /// The last command keeps the shell from becoming the MCP server instead of its parent.
  private static final String SCRIPT = "\"$@\"; exit $?";

  private final String name;
  private final Process shell;
  private final BufferedWriter in;
  private final BlockingQueue<Received> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Received> notifications = new LinkedBlockingQueue<>();
  private int lastId;

  /// A line from the server.
  ///
  /// @param at when it was read, in nanoseconds
  record Received(JsonObject json, long at) {}

  /// The answer to a call of a tool.
  ///
  /// @param nanos how long it took
  record ToolAnswer(String text, boolean failed, long sentAt, long nanos) {}

  private StandIn(String name, Process shell) {
    this.name = name;
    this.shell = shell;
    this.in = shell.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::read);
  }

  /// An agent of that client type, which has shaken hands with its MCP server.
  static StandIn start(World world, String name, String clientType, Path cwd) {
    List<String> command = new java.util.ArrayList<>(List.of("sh", "-c", SCRIPT, name));
    command.addAll(world.peers("mcp", "--client-type", clientType));
    StandIn agent = new StandIn(name, world.start(world.command(cwd, command)));
    agent.shakeHands(clientType);
    // If the agent is killed, its child is nobody's descendant any more.
    agent.shell.children().forEach(world::owns);
    return agent;
  }

  private void shakeHands(String clientType) {
    JsonObject hello =
        Json.object()
            .put("protocolVersion", clientType.equals("codex") ? "2025-06-18" : "2025-11-25")
            .put("capabilities", JsonObject.EMPTY)
            .put("clientInfo", Json.object().put("name", clientType).put("version", "0").build())
            .build();
    Received answer = request("initialize", hello);
    if (!Look.text(answer.json, "result", "serverInfo", "name").equals("claude-peers")) {
      throw new DemoException(name + " was not greeted by claude-peers: " + answer.json);
    }
    write(Json.object().put("method", "notifications/initialized"));
  }

  String name() {
    return name;
  }

  ProcessHandle process() {
    return shell.toHandle();
  }

  ProcessHandle server() {
    return shell
        .children()
        .findFirst()
        .orElseThrow(() -> new DemoException(name + " has no MCP server"));
  }

  /// Calls a tool, as the model would.
  ToolAnswer call(String tool, Map<String, String> arguments) {
    long start = System.nanoTime();
    Json.Builder fields = Json.object();
    arguments.forEach(fields::put);
    JsonObject params = Json.object().put("name", tool).put("arguments", fields.build()).build();
    Received answer = request("tools/call", params);
    String text = Look.text(answer.json, "result", "content", 0, "text");
    boolean failed = text.isEmpty() || Look.text(answer.json, "result", "isError").equals("true");
    return new ToolAnswer(
        text.isEmpty() ? String.valueOf(answer.json) : text, failed, start, answer.at - start);
  }

  /// The next channel push, which the MCP server sends by itself.
  Received awaitPush() {
    while (true) {
      Received next = take(notifications, "a push");
      if (Look.text(next.json, "method").equals("notifications/claude/channel")) {
        return next;
      }
    }
  }

  private Received request(String method, JsonObject params) {
    write(Json.object().put("id", ++lastId).put("method", method).put("params", params));
    return take(answers, "the answer to " + method);
  }

  private Received take(BlockingQueue<Received> queue, String what) {
    try {
      Received received = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (received == null) {
        throw new DemoException(name + " waited " + PATIENCE_SECONDS + " s in vain for " + what);
      }
      return received;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted", e);
    }
  }

  private void write(Json.Builder message) {
    try {
      in.write(message.put("jsonrpc", "2.0").build().toString());
      in.write('\n');
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the MCP server of " + name + " takes no input", e);
    }
  }

  private void read() {
    try (BufferedReader out = shell.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = out.readLine()) != null) {
        Received received =
            new Received(Json.parseObject(line, JsonLimits.ANSWER), System.nanoTime());
        (received.json.has("id") ? answers : notifications).add(received);
      }
    } catch (IOException e) {
      // The process has ended; whoever waits for it finds out.
      return;
    }
  }

  /// Lets the agent go as its client would: the end of standard input.
  void leave() {
    try {
      in.close();
    } catch (IOException e) {
      // It has gone already.
      return;
    }
  }
}
