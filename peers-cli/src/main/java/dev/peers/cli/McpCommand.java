package dev.peers.cli;

import dev.peers.cli.daemon.DetachedBroker;
import dev.peers.core.Broker;
import dev.peers.core.model.ClientType;
import dev.peers.core.system.SystemProcesses;
import dev.peers.mcp.McpOptions;
import dev.peers.mcp.McpServer;
import dev.peers.mcp.McpTimings;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Settings;
import java.io.InputStream;
import java.io.OutputStream;
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
    McpTimings timings = McpTimings.DEFAULTS.withWakeAgain(command.settings.wakeAgain());
    McpOptions options =
        McpOptions.ofThisProcess(type, Version.current())
            .withTimings(timings)
            .withMaxLine(command.settings.lineBytes());
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
    }
  }
}
