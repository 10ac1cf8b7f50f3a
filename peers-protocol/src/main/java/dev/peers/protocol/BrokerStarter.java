package dev.peers.protocol;

/// Starts a broker for a client that finds none.
@FunctionalInterface
public interface BrokerStarter {
  /// Starts nothing: somebody else owns the broker.
  BrokerStarter NONE = () -> {};

  /// Sets a broker going and returns without waiting for it. Called once per outage.
  void start();
}
