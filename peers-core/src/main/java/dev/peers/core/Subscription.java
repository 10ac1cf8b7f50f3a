package dev.peers.core;

/// An open event stream. Closing it twice does nothing.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
