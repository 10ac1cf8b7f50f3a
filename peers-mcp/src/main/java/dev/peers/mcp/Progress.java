package dev.peers.mcp;

/// Hears how far a call that waits has come.
@FunctionalInterface
interface Progress {
  void report(long secondsDone, long secondsTotal, String message);
}
