package dev.peers.cli.logs;

import dev.peers.cli.files.LogFile;
import dev.peers.protocol.Settings;

/// Sets java.util.logging up when something is logged for the first time, which in most processes
/// never happens: loading it would cost time at each start. Without this, what libraries have to
/// say would reach the user's terminal.
public final class LogSetup {
  private static final String CLASS = "java.util.logging.config.class";
  private static final String FOR_MCP = "peers.log.mcp";

  /// Called by java.util.logging.
  public LogSetup() {
    if (Boolean.getBoolean(FOR_MCP)) {
      Settings settings = Settings.of(System.getenv());
      LogHandler.install(mcpFile(settings), settings.logLevel(), mark());
    } else {
      LogHandler.silence();
    }
  }

  /// Lets nothing be logged, as it is right for commands, which say themselves what went wrong.
  public static void silently() {
    System.setProperty(CLASS, "dev.peers.cli.logs.LogSetup");
  }

  /// Lets this MCP server log to the file of all MCP servers.
  public static void forMcp() {
    System.setProperty(FOR_MCP, "true");
    silently();
  }

  /// The file that all MCP servers share.
  public static LogFile mcpFile(Settings settings) {
    return new LogFile(settings.mcpLogFile(), settings.logBytes());
  }

  private static String mark() {
    return "[" + ProcessHandle.current().pid() + "] ";
  }
}
