package dev.peers.mcp.internal.rpc;

/// What a peer of the connection wrote up to a newline.
sealed interface Line {
  /// A line, decoded; bytes that are not UTF-8 have become U+FFFD.
  record Text(String text) implements Line {}

  /// A line that was longer than is taken; it was skipped.
  record TooLong() implements Line {}
}
