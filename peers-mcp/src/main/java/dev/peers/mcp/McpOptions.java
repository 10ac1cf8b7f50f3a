package dev.peers.mcp;

import dev.peers.core.model.ClientType;
import dev.peers.protocol.Settings;
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
  /// The options of this process.
  public static McpOptions ofThisProcess(ClientType clientType, String version, Settings settings) {
    return new McpOptions(
        clientType,
        version,
        System.getenv(),
        Path.of("").toAbsolutePath(),
        ProcessHandle.current().pid(),
        settings.lineBytes(),
        "codex",
        McpTimings.DEFAULTS.withWakeAgain(settings.wakeAgain()));
  }
}
