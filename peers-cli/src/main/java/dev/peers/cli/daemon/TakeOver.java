package dev.peers.cli.daemon;

import dev.peers.core.PeersException;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Settings;
import dev.peers.transport.uds.BrokerLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Takes the place of a broker that runs: a service manager's broker asks the one that a client
/// started to leave.
final class TakeOver {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private TakeOver() {}

  /// The lock, once the other has left; nothing if it does not leave. A client may start another
  /// one meanwhile, so that it is asked again and again.
  static Optional<BrokerLock> from(Settings settings) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<BrokerLock> lock = Optional.empty();
    try (RemoteBroker other =
        RemoteBroker.to(BrokerAddress.of(settings), BrokerStarter.NONE, settings.clientTimings())) {
      while (lock.isEmpty() && System.nanoTime() < deadline) {
        ask(other);
        Thread.sleep(PAUSE);
        lock = BrokerLock.tryAcquire(settings.lockFile());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return lock;
  }

  private static void ask(RemoteBroker other) {
    try {
      other.shutdown().toCompletableFuture().join();
    } catch (CompletionException e) {
      // It may be on its way out, or not listen yet.
      if (!(e.getCause() instanceof PeersException)) {
        throw e;
      }
    }
  }
}
