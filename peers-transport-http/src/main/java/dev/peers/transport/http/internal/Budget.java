package dev.peers.transport.http.internal;

import java.util.concurrent.atomic.AtomicLong;

/// What a listener holds in memory for its clients altogether. Limits per connection bound little
/// where there are many connections. Safe from any thread.
final class Budget {
  /// So much of each request and answer is not counted, so that what is small passes however much
  /// others hold.
  static final int FREE_BYTES = 16 << 10;

  private final long capacity;
  private final AtomicLong held = new AtomicLong();

  Budget(long capacity) {
    this.capacity = capacity;
  }

  /// Takes a share, unless it is more than what is left.
  boolean tryReserve(long bytes) {
    if (held.addAndGet(bytes) <= capacity) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /// Takes a share that cannot be refused.
  void reserve(long bytes) {
    held.addAndGet(bytes);
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
