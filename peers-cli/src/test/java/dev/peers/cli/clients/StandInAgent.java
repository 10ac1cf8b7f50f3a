package dev.peers.cli.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that plays the agent: a shell that does nothing but be the parent of an MCP server,
/// which it has already made a peer.
final class StandInAgent implements AutoCloseable {
  private static final List<String> BEGINNING =
      List.of(
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
          "capabilities":{},"clientInfo":{"name":"stand-in","version":"1"}}}\
          """,
          """
          {"jsonrpc":"2.0","method":"notifications/initialized"}\
          """,
          """
          {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"set_summary",\
          "arguments":{"summary":"stand-in"}}}\
          """);

  private final Process shell;

  private StandInAgent(Process shell) {
    this.shell = shell;
  }

  /// Starts one whose peer says `stand-in` of itself.
  static StandInAgent start(ClientHome home, String folder, String clientType) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; exit $?", "agent"));
    command.addAll(ClientHome.server(clientType));
    Path cwd = home.folder(folder);
    Process shell = home.start(cwd, command, cwd.resolveSibling(folder + ".err"));
    try {
      Writer in = shell.outputWriter();
      for (String line : BEGINNING) {
        in.write(line);
        in.write('\n');
      }
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StandInAgent(shell);
  }

  long pid() {
    return shell.pid();
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /// Its children, which is its MCP server. A broker that the server started is none of them.
  List<ProcessHandle> children() {
    return shell.children().toList();
  }

  @Override
  public void close() {
    children().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
  }
}
