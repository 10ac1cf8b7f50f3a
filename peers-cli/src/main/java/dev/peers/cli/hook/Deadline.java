package dev.peers.cli.hook;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The moment by which everything has to be over.
record Deadline(long nanoTime) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /// The earlier of this deadline and that which is so far away.
  Deadline orIn(Duration time) {
    Deadline other = in(time);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }

  /// This deadline, but at least so far away.
  Deadline atLeastIn(Duration time) {
    Deadline other = in(time);
    return other.nanoTime - nanoTime > 0 ? other : this;
  }

  /// The value of a stage, if it comes in time.
  ///
  /// @throws HookException if it does not, or if there is none
  <T> T await(CompletionStage<T> stage, String what) {
    try {
      long left = Math.max(0, nanoTime - System.nanoTime());
      return stage.toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HookException(what + ": no answer in time", e);
    } catch (ExecutionException e) {
      throw new HookException(what + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HookException(what + ": interrupted", e);
    }
  }
}
