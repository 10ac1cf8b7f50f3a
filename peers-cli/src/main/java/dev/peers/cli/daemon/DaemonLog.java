package dev.peers.cli.daemon;

import dev.peers.cli.files.LogFile;
import dev.peers.cli.logs.LogHandler;
import dev.peers.protocol.Settings;

/// The broker's log.
final class DaemonLog {
  private DaemonLog() {}

  /// Sends everything that this process logs from now on to the broker's log.
  ///
  /// @throws DaemonException if it cannot be written
  static void start(Settings settings) {
    BrokerFiles.file(settings.logFile());
    LogHandler.install(
        new LogFile(settings.logFile(), settings.logBytes()), settings.logLevel(), "");
  }
}
