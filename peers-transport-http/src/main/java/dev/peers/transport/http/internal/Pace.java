package dev.peers.transport.http.internal;

/// How fast requests may follow each other on one connection: so many a minute, and so many at once
/// after it was quiet. Lives on the connection's I/O thread.
final class Pace {
  private static final double NANOS_PER_MINUTE = 60e9;

  private final int perMinute;
  private final int burst;
  private double owed;
  private long at;

  Pace(int perMinute, int burst) {
    this.perMinute = perMinute;
    this.burst = burst;
  }

  /// How long it takes until one more request is due, in nanoseconds; 0 if it is now.
  long nanosUntilNext(long nanoTime) {
    owed = Math.max(0, owed - (nanoTime - at) * (perMinute / NANOS_PER_MINUTE));
    at = nanoTime;
    return (long) (Math.max(0, owed + 1 - burst) * (NANOS_PER_MINUTE / perMinute));
  }

  /// Takes note of what counts as so many requests.
  void count(int requests) {
    owed += requests;
  }
}
