package dev.peers.testkit;

import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// When something happens to a [FaultyStore], and what.
public final class StoreOccasion extends Occasion<StoreOperation, StoreFault, StoreOccasion> {
  StoreOccasion(
      Predicate<StoreOperation> when,
      Random random,
      Consumer<Rule<StoreOperation, StoreFault>> rules) {
    super(when, random, rules);
  }

  /// The call fails with a [dev.peers.core.StoreException], and nothing of its transaction remains:
  /// a full disk.
  public void fail() {
    happens(new StoreFault.Fail());
  }

  /// The store dies before the transaction is committed, and every call fails until
  /// [FaultyStore#reopen]: nothing of it remains.
  public void crashBeforeCommit() {
    happens(new StoreFault.Crash(false));
  }

  /// The store dies after the transaction was committed but before anybody learns of it, and every
  /// call fails until [FaultyStore#reopen]: it is on disk, though nobody was told.
  public void crashAfterCommit() {
    happens(new StoreFault.Crash(true));
  }

  /// The call takes its time: `pause` runs before it, on the thread that calls. It moves a
  /// [ManualClock], say, or waits for a latch.
  public void slow(Runnable pause) {
    happens(new StoreFault.Slow(pause));
  }

  @Override
  StoreOccasion self() {
    return this;
  }
}
