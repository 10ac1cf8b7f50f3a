package dev.peers.testkit;

/// How a peer that is cut off from its broker notices.
public enum Partition {
  /// Event streams break, and requests fail at once.
  REFUSED,
  /// Event streams fall silent, and requests get no answer. The streams break when the partition
  /// heals.
  SILENT
}
