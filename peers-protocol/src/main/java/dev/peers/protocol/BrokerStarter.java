package dev.peers.protocol;

/// Starts a broker for a client that finds none.
@FunctionalInterface
public interface BrokerStarter {
  /// Starts nothing: somebody else owns the broker.
  BrokerStarter NONE = () -> {};

  /// Sets a broker going and returns without waiting for it. Called when an outage begins, and
  /// again every 2 seconds while a request waits for it to end.
  void start();
}
