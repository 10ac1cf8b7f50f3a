package dev.peers.protocol;

import java.util.Locale;
import java.util.Optional;

/// Who sees to it that a broker runs.
public enum Management {
  /// A client started it when it needed one; it leaves when nobody is here.
  ON_DEMAND("started on demand"),
  /// A service manager such as systemd or launchd.
  SERVICE("run by a service manager"),
  /// A person who runs it at a terminal.
  FOREGROUND("run in the foreground");

  private final String text;

  Management(String text) {
    this.text = text;
  }

  /// As part of a sentence.
  public String text() {
    return text;
  }

  public static Optional<Management> parse(String name) {
    for (Management management : values()) {
      if (management.toString().equals(name)) {
        return Optional.of(management);
      }
    }
    return Optional.empty();
  }

  /// The name on the wire, such as `on_demand`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
