package dev.peers.cli.doctor;

import dev.peers.protocol.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The installation that is looked at. Not thread-safe.
final class Patient {
  private final Settings settings;
  private final Map<String, String> env;
  private final Optional<Path> distribution;
  private final String version;
  private @Nullable Live live;

  /// @param distribution where the launcher is that started this process; empty in a build folder
  /// @param version that of this program
  Patient(Settings settings, Map<String, String> env, Optional<Path> distribution, String version) {
    this.settings = settings;
    this.env = env;
    this.distribution = distribution;
    this.version = version;
  }

  Settings settings() {
    return settings;
  }

  Map<String, String> env() {
    return env;
  }

  Optional<Path> distribution() {
    return distribution;
  }

  String version() {
    return version;
  }

  Path home() {
    return Path.of(env.getOrDefault("HOME", "/"));
  }

  /// The broker that clients would use, which is asked once: one that hangs takes its time.
  Live live() {
    if (live == null) {
      live = Live.look(settings);
    }
    return live;
  }

  /// Something was repaired, so that what was known may not be true any more.
  void lookAgain() {
    live = null;
  }
}
