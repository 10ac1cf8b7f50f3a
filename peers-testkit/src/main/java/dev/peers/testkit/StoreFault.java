package dev.peers.testkit;

/// What can happen at a call of a [FaultyStore].
sealed interface StoreFault {
  record Fail() implements StoreFault {}

  record Crash(boolean afterCommit) implements StoreFault {}

  record Slow(Runnable pause) implements StoreFault {}
}
