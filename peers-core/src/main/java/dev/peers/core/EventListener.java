package dev.peers.core;

/// Takes the events of one subscription, one at a time and in order. It must return at once and
/// keep what it cannot handle yet within bounds of its own.
@FunctionalInterface
public interface EventListener {
  void onEvent(PeerEvent event);

  /// The subscription ended from the other side, for the reason given; nothing follows.
  default void onEnd(String reason) {}
}
