package dev.peers.cli;

import dev.peers.core.BrokerHealth;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// `peers kill-broker`
final class KillBrokerCommand implements NetworkCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  @Override
  public int run(Arguments arguments, Network network, Console console) {
    BrokerHealth health = network.await(network.broker().health());
    console.out().println("Broker has " + health.peers() + " peer(s). Shutting down...");
    network.shutDown();
    if (!isGone(network, health.pid())) {
      throw CliException.failed(
          "The broker took the order but still answers after "
              + PATIENCE.toSeconds()
              + " seconds"
              + (health.pid() > 0 ? "; its process is " + health.pid() : "")
              + ".");
    }
    console.out().println("Broker stopped.");
    return ExitCode.OK;
  }

  /// Whether it stops in time. A successor that somebody started at once is not the same broker.
  private static boolean isGone(Network network, long pid) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        BrokerHealth now = network.broker().health().toCompletableFuture().join();
        if (now.pid() != pid) {
          return true;
        }
        Thread.sleep(PAUSE);
      } catch (CompletionException e) {
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }
}
