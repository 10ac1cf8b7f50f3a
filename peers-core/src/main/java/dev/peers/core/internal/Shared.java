package dev.peers.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Costly work that is done once for all who ask for it while it is under way, so that however many
/// ask, no more than one of its kind runs. Safe from any thread.
final class Shared<T> {
  private final Supplier<CompletionStage<T>> work;
  private CompletableFuture<T> running =
      CompletableFuture.failedFuture(new IllegalStateException());

  Shared(Supplier<CompletionStage<T>> work) {
    this.work = work;
  }

  synchronized CompletionStage<T> run() {
    if (running.isDone()) {
      running = work.get().toCompletableFuture();
    }
    // Each gets a stage of its own, which nobody can complete for the others.
    return running.copy();
  }
}
