package dev.peers.cli;

import dev.peers.cli.daemon.DetachedBroker;
import dev.peers.cli.logs.LogSetup;
import dev.peers.core.Broker;
import dev.peers.core.model.ClientType;
import dev.peers.core.system.SystemProcesses;
import dev.peers.core.text.IsoTime;
import dev.peers.mcp.McpOptions;
import dev.peers.mcp.McpServer;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// `peers mcp --client-type T`
final class McpCommand {
  private final Settings settings;
  private final AtomicReference<@Nullable Broker> opened = new AtomicReference<>();

  private McpCommand(Settings settings) {
    this.settings = settings;
  }

  static int run(Arguments arguments, Map<String, String> env, InputStream in) {
    ClientType type = clientType(arguments);
    McpCommand command = new McpCommand(Settings.of(env));
    OutputStream out = McpServer.takeStandardOutput();
    LogSetup.forMcp();
    McpOptions options = McpOptions.ofThisProcess(type, Version.current(), command.settings);
    try {
      return new McpServer(in, out, options, SystemProcesses::inspector, command::open).run();
    } finally {
      command.close();
    }
  }

  private static ClientType clientType(Arguments arguments) {
    try {
      return new ClientType(arguments.value("--client-type").orElse("claude-code"));
    } catch (IllegalArgumentException e) {
      throw arguments.wrong(String.valueOf(e.getMessage()));
    }
  }

  /// Nobody needs the broker before the session begins.
  private Broker open() {
    note("a session begins");
    Broker broker =
        RemoteBroker.to(
            BrokerAddress.of(settings), DetachedBroker.of(settings), settings.clientTimings());
    opened.set(broker);
    return broker;
  }

  private void close() {
    Broker broker = opened.get();
    if (broker != null) {
      broker.close();
      note("the session ends");
    }
  }

  /// Past the logging system, which costs too much to load for two lines.
  private void note(String text) {
    if (settings.logLevel().getSeverity() > System.Logger.Level.INFO.getSeverity()) {
      return;
    }
    String now = IsoTime.millis(Instant.now());
    try {
      LogSetup.mcpFile(settings)
          .append(
              now + " [" + ProcessHandle.current().pid() + "] INFO dev.peers.mcp: " + text + "\n");
    } catch (IOException e) {
      System.err.println("peers mcp: cannot write the log: " + e.getMessage());
    }
  }
}
