package dev.peers.core.internal;

import dev.peers.core.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Reads from the store away from the thread that asks, which may be one that must not wait.
final class Reader {
  private final Executor threads;

  Reader(Executor threads) {
    this.threads = threads;
  }

  <T> CompletionStage<T> read(Supplier<T> reading) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            result.complete(reading.get());
          } catch (StoreException e) {
            result.completeExceptionally(e);
          } catch (RuntimeException e) {
            result.completeExceptionally(new StoreException(e.toString(), e));
          }
        });
    return result;
  }
}
