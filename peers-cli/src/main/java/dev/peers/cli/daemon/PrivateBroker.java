package dev.peers.cli.daemon;

import dev.peers.protocol.Management;
import dev.peers.protocol.Settings;

/// A broker within this process, which nobody but this process knows of.
public final class PrivateBroker implements AutoCloseable {
  private final Assembly assembly;

  private PrivateBroker(Assembly assembly) {
    this.assembly = assembly;
  }

  /// Starts one. All paths of the settings should lie in a folder of its own.
  public static PrivateBroker start(Settings settings, String version) {
    return new PrivateBroker(Assembly.start(settings, version, Management.FOREGROUND, () -> {}));
  }

  @Override
  public void close() {
    assembly.close();
  }
}
