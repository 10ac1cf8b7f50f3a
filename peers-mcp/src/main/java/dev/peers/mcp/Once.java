package dev.peers.mcp;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks a source once, when the value is first needed. Thread-safe.
final class Once<T> implements Supplier<T> {
  private final Supplier<T> source;
  private @Nullable T value;

  Once(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public synchronized T get() {
    T known = value;
    if (known == null) {
      known = source.get();
      value = known;
    }
    return known;
  }
}
