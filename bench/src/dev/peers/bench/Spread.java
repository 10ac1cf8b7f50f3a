package dev.peers.bench;

import java.util.Arrays;

/// Measured values of one kind, sorted.
record Spread(double... sorted) {
  static Spread of(double... values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return new Spread(copy);
  }

  /// Times in nanoseconds as a spread of milliseconds.
  static Spread ofNanos(long[] nanos, int count) {
    return of(Arrays.stream(nanos, 0, count).mapToDouble(each -> each / 1e6).toArray());
  }

  double at(double part) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))];
  }

  double median() {
    return at(0.5);
  }

  double least() {
    return at(0);
  }

  double most() {
    return at(1);
  }

  int count() {
    return sorted.length;
  }
}
