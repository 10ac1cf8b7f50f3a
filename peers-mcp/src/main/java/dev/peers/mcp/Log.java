package dev.peers.mcp;

/// The log of this module. It is looked up when there is something to say, and kept nowhere: the
/// first look-up of a process has the JVM open every jar, which most sessions never need.
final class Log {
  private Log() {}

  static System.Logger get() {
    return System.getLogger("dev.peers.mcp");
  }
}
