package dev.peers.cli.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A real MCP server and the agent's end of its standard streams.
final class McpServer {
  private final Process process;
  private final Writer in;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private int calls = 1;

  private McpServer(Process process) {
    this.process = process;
    this.in = process.outputWriter();
  }

  /// Starts one and makes it a peer.
  static McpServer start(BrokerHome home) {
    McpServer server = new McpServer(home.mcpServer());
    Thread.ofVirtual().start(server::listen);
    server.say(
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
        "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
        """);
    server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return server;
  }

  long pid() {
    return process.pid();
  }

  /// Calls a tool without arguments and returns the line that answers.
  String call(String tool) {
    calls++;
    int id = calls;
    say(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{}}}"
            .formatted(id, tool));
    return await("\"id\":" + id);
  }

  /// Waits for a line that contains this.
  String await(String part) {
    boolean came = Waiting.until(BrokerHome.PATIENCE, () -> find(part) != null);
    String line = find(part);
    if (!came || line == null) {
      throw new IllegalStateException("the MCP server never said " + part + ", but " + lines);
    }
    return line;
  }

  void kill() {
    BrokerHome.kill(process);
  }

  private @Nullable String find(String part) {
    return lines.stream().filter(line -> line.contains(part)).findFirst().orElse(null);
  }

  private void say(String line) {
    try {
      in.write(line);
      in.write('\n');
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (BufferedReader out = process.inputReader()) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("closed: " + e.getMessage());
    }
  }
}
