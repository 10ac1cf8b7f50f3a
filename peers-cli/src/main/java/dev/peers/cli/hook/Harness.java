package dev.peers.cli.hook;

import java.util.Locale;
import java.util.Optional;

/// The agent's client, which runs the hook.
public enum Harness {
  CLAUDE,
  CODEX;

  /// The harness of that name, as in `--harness claude`.
  public static Optional<Harness> parse(String name) {
    for (Harness harness : values()) {
      if (harness.toString().equals(name)) {
        return Optional.of(harness);
      }
    }
    return Optional.empty();
  }

  /// What is printed at an event when there is nothing to say. Codex wants JSON of every Stop hook.
  String silence(String event) {
    return this == CODEX && event.equals(HookPayload.STOP) ? "{}" : "";
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
