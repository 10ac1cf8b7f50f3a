package dev.peers.cli.doctor;

import dev.peers.protocol.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The installation that is looked at.
///
/// @param distribution where the launcher is that started this process; empty in a build folder
/// @param version that of this program
record Patient(
    Settings settings, Map<String, String> env, Optional<Path> distribution, String version) {
  Path home() {
    return Path.of(env.getOrDefault("HOME", "/"));
  }
}
