package dev.peers.cli.terminal;

import java.io.PrintStream;

/// Where notes on what takes long are shown.
///
/// @param err standard error
/// @param terminal whether a person looks at it
public record Waits(PrintStream err, boolean terminal) {
  /// Nobody looks.
  public static final Waits NONE = new Waits(System.err, false);

  /// Shows a note until it is closed, if that takes a while.
  public Progress on(String text) {
    return Progress.on(err, terminal, text);
  }
}
