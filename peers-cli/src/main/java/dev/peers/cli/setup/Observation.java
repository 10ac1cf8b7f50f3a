package dev.peers.cli.setup;

import java.nio.file.Path;

/// What was seen in a client's configuration.
///
/// @param what what is the case, and what that means
/// @param advice what to do; empty if nothing is wrong
public record Observation(State state, String what, String advice) {
  /// How bad it is.
  public enum State {
    FINE,
    WANTING,
    BROKEN
  }

  static Observation fine(String what) {
    return new Observation(State.FINE, what, "");
  }

  static Observation wanting(String what, String advice) {
    return new Observation(State.WANTING, what, advice);
  }

  static Observation switchedOff(Path file) {
    return wanting(
        "the entry of our MCP server is switched off", "take 'enabled' out of it in " + file);
  }
}
