package dev.peers.mcp;

import dev.peers.core.model.ClientType;
import java.nio.file.Path;
import java.util.Map;

/// What an MCP server is told about itself.
///
/// @param clientType the kind of agent client that started it
/// @param version the version it gives to the client
/// @param environment its environment variables
/// @param folder its working folder
/// @param pid its own process id
/// @param maxLine how many bytes a line of the client may have
/// @param codex the name or path of the Codex command
public record McpOptions(
    ClientType clientType,
    String version,
    Map<String, String> environment,
    Path folder,
    long pid,
    int maxLine,
    String codex,
    McpTimings timings) {
  /// The longest line that is taken from a client unless told otherwise, in bytes.
  public static final int DEFAULT_MAX_LINE = 4 * 1024 * 1024;

  /// The options of this process.
  public static McpOptions ofThisProcess(ClientType clientType, String version) {
    return new McpOptions(
        clientType,
        version,
        System.getenv(),
        Path.of("").toAbsolutePath(),
        ProcessHandle.current().pid(),
        DEFAULT_MAX_LINE,
        "codex",
        McpTimings.DEFAULTS);
  }

  public McpOptions withTimings(McpTimings newTimings) {
    return new McpOptions(
        clientType, version, environment, folder, pid, maxLine, codex, newTimings);
  }

  public McpOptions withMaxLine(int newMaxLine) {
    return new McpOptions(
        clientType, version, environment, folder, pid, newMaxLine, codex, timings);
  }
}
