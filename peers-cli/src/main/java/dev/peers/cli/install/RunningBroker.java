package dev.peers.cli.install;

import dev.peers.cli.daemon.DetachedBroker;
import dev.peers.core.BrokerHealth;
import dev.peers.core.PeersException;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/// The broker that serves this person's socket, if one does.
final class RunningBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Settings settings;
  private final RemoteBroker remote;

  RunningBroker(Settings settings) {
    this.settings = settings;
    this.remote =
        RemoteBroker.to(BrokerAddress.of(settings), BrokerStarter.NONE, settings.clientTimings());
  }

  /// How it is; nothing if there is none.
  Optional<BrokerHealth> health() {
    try {
      return Optional.of(remote.health().toCompletableFuture().join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof PeersException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Has it stop, and waits until it has.
  ///
  /// @return whether it is gone; another one may be there already
  boolean stop(BrokerHealth health) {
    try {
      remote.shutdown().toCompletableFuture().join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof PeersException)) {
        throw e;
      }
    }
    return await(now -> now.isEmpty() || now.get().pid() != health.pid());
  }

  /// Starts one of this version, unless a client has started one meanwhile.
  ///
  /// @return the one that answers now
  Optional<BrokerHealth> start(Path launcher) {
    if (health().isEmpty()) {
      DetachedBroker.by(settings, launcher).start();
    }
    await(Optional::isPresent);
    return health();
  }

  /// The one that answers once there is another than this.
  Optional<BrokerHealth> successor(BrokerHealth before) {
    await(now -> now.isPresent() && now.get().pid() != before.pid());
    return health().filter(now -> now.pid() != before.pid());
  }

  private boolean await(Predicate<Optional<BrokerHealth>> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (condition.test(health())) {
        return true;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  @Override
  public void close() {
    remote.close();
  }
}
