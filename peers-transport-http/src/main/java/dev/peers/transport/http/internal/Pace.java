package dev.peers.transport.http.internal;

/// How fast requests may follow each other on one connection: so many a minute, and a minute's
/// worth at once. Lives on the connection's I/O thread.
final class Pace {
  private static final double NANOS_PER_MINUTE = 60e9;

  private double used;
  private long at;

  /// Whether one more request may come.
  boolean admits(int perMinute, long nanoTime) {
    used = Math.max(0, used - (nanoTime - at) * (perMinute / NANOS_PER_MINUTE));
    at = nanoTime;
    if (used + 1 > perMinute) {
      return false;
    }
    used += 1;
    return true;
  }
}
