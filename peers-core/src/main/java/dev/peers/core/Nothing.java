package dev.peers.core;

/// The value of a request that has nothing to say but that it was carried out.
public enum Nothing {
  NOTHING
}
