package dev.peers.cli.clients;

/// What a command that has ended said, and its exit code.
record Ran(int exit, String out, String err) {
  /// What it printed, if it went well.
  ///
  /// @throws AssertionError if it did not
  String orFail() {
    if (exit != 0) {
      throw new AssertionError(toString());
    }
    return out;
  }
}
