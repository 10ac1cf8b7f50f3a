package dev.peers.protocol;

import java.nio.file.Path;

/// Where the value of a setting comes from.
public sealed interface SettingOrigin {
  /// The variable of the environment.
  record Environment() implements SettingOrigin {
    @Override
    public String toString() {
      return "environment";
    }
  }

  /// A line of the configuration file, counted from 1.
  record Line(Path file, int number) implements SettingOrigin {
    @Override
    public String toString() {
      return file + ":" + number;
    }
  }

  /// Nobody set it.
  record Default() implements SettingOrigin {
    @Override
    public String toString() {
      return "default";
    }
  }
}
