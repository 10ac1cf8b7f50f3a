package dev.peers.cli;

/// What the `peers` command ends with.
final class ExitCode {
  static final int OK = 0;

  /// The broker refused, or something failed.
  static final int FAILED = 1;

  /// The command was called in a way that it does not understand.
  static final int USAGE = 2;

  /// The broker is not running, or does not answer.
  static final int NO_BROKER = 3;

  /// What was waited for did not come in time.
  static final int TIMED_OUT = 4;

  private ExitCode() {}
}
