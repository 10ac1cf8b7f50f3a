package dev.peers.cli;

import dev.peers.cli.terminal.Progress;
import dev.peers.core.BrokerHealth;
import dev.peers.core.ListRequest;
import dev.peers.core.PeerStatus;
import dev.peers.core.model.ClientType;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// `peers kill-broker`
final class KillBrokerCommand implements NetworkCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  @Override
  public int run(Arguments arguments, Network network, Console console) {
    BrokerHealth health = network.await(network.broker().health());
    long connected = connected(network);
    console.out().println("Broker has " + health.peers() + " peer(s). Shutting down...");
    network.shutDown();
    boolean gone;
    try (Progress _ = console.waits().on("Waiting for the broker to stop")) {
      gone = isGone(network, health.pid());
    }
    if (!gone) {
      throw CliException.failed(
          "The broker took the order but still answers after "
              + PATIENCE.toSeconds()
              + " seconds"
              + (health.pid() > 0 ? "; its process is " + health.pid() : "")
              + ".");
    }
    console.out().println("Broker stopped.");
    if (connected > 0) {
      console
          .out()
          .println(
              connected
                  + " session(s) were connected. They start a new broker by themselves within"
                  + " seconds, so this was a restart; it stays stopped only once they have ended.");
    }
    return ExitCode.OK;
  }

  /// How many sessions hold an event stream; their MCP servers do not do without a broker.
  private static long connected(Network network) {
    return network.await(network.broker().list(ListRequest.MACHINE)).stream()
        .filter(PeerStatus::connected)
        // A person who waits in a shell starts none.
        .filter(status -> !status.peer().clientType().equals(ClientType.CLI))
        .count();
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
