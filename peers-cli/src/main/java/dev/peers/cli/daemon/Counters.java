package dev.peers.cli.daemon;

import dev.peers.core.model.WakeStatus;
import dev.peers.protocol.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What the broker has counted since it started. Safe from any thread.
final class Counters {
  private final Map<Counter, LongAdder> counts = new EnumMap<>(Counter.class);

  Counters() {
    for (Counter counter : Counter.values()) {
      counts.put(counter, new LongAdder());
    }
  }

  void add(Counter counter, long number) {
    LongAdder count = counts.get(counter);
    if (count != null) {
      count.add(number);
    }
  }

  /// A wake that was covered by another one, or that could not be, is none.
  void add(WakeStatus status) {
    switch (status) {
      case QUEUED -> add(Counter.WAKES_QUEUED, 1);
      case FAILED -> add(Counter.WAKES_FAILED, 1);
      case AMBIGUOUS -> add(Counter.WAKES_AMBIGUOUS, 1);
      case COALESCED, NONE -> {}
    }
  }

  Map<Counter, Long> now() {
    Map<Counter, Long> now = new EnumMap<>(Counter.class);
    counts.forEach((counter, count) -> now.put(counter, count.sum()));
    return now;
  }
}
