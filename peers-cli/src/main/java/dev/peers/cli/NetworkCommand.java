package dev.peers.cli;

/// A command that asks the broker something.
@FunctionalInterface
interface NetworkCommand {
  /// Carries it out and returns the exit code.
  ///
  /// @throws CliException if it cannot
  int run(Arguments arguments, Network network, Console console);
}
