package dev.peers.cli;

/// Ends a command with an exit code and a message for standard error.
final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  CliException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CliException usage(String message) {
    return new CliException(ExitCode.USAGE, message);
  }

  static CliException failed(String message) {
    return new CliException(ExitCode.FAILED, message);
  }

  int exitCode() {
    return exitCode;
  }

  /// The message, which every instance has.
  String text() {
    return String.valueOf(getMessage());
  }
}
