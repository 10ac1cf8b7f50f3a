package dev.peers.cli.doctor;

import dev.peers.core.BrokerHealth;
import dev.peers.core.model.Peer;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import dev.peers.transport.uds.BrokerLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// The broker that runs, or what is left of one.
final class BrokerChecks {
  private BrokerChecks() {}

  static List<Finding> broker(Patient patient) {
    try (RemoteBroker broker =
        RemoteBroker.to(
            BrokerAddress.of(patient.settings()),
            BrokerStarter.NONE,
            patient.settings().clientTimings())) {
      BrokerHealth health = broker.health().toCompletableFuture().join();
      List<Finding> findings = new ArrayList<>(List.of(version(patient, health)));
      List<Peer> orphans = broker.orphans().toCompletableFuture().join();
      if (!orphans.isEmpty()) {
        findings.add(
            Finding.warning(
                "leftovers",
                orphans.size() + " process(es) live on though their agent has ended",
                "end them with 'peers cleanup'"));
      }
      return findings;
    } catch (CompletionException e) {
      return List.of(silent(patient, e.getCause() == null ? e : e.getCause()));
    }
  }

  private static Finding version(Patient patient, BrokerHealth health) {
    if (health.version().equals(patient.version())) {
      return Finding.ok("broker", "process " + health.pid() + ", " + health.peers() + " peer(s)");
    }
    return Finding.warning(
        "broker",
        "it is version " + health.version() + ", this program " + patient.version(),
        "'peers kill-broker': clients start one of the new version by themselves");
  }

  private static Finding silent(Patient patient, Throwable why) {
    if (isForbidden(why)) {
      return Finding.broken(
          "broker",
          "connecting is not permitted here, as in the sandbox of Codex's shell",
          "run this outside of the sandbox; MCP tools work inside");
    }
    Path socket = patient.settings().socket();
    if (patient.settings().url().isPresent()
        || Files.notExists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return Finding.ok("broker", "none runs; clients start one when they need it");
    }
    if (isLocked(patient.settings().lockFile())) {
      return Finding.broken(
          "broker",
          "one runs and does not answer: " + why.getMessage(),
          "see 'peers logs'; end its process if it stays so");
    }
    return Finding.warning(
            "broker", "a socket is left of a broker that is gone: " + socket, "remove it")
        .fixedBy("removed the socket " + socket, () -> Files.deleteIfExists(socket));
  }

  private static boolean isForbidden(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String text = String.valueOf(e.getMessage());
      if (text.contains("Operation not permitted") || text.contains("Permission denied")) {
        return true;
      }
    }
    return false;
  }

  /// Holds the lock for a moment, if nobody else does. Without a file nobody holds it.
  private static boolean isLocked(Path file) {
    if (Files.notExists(file)) {
      return false;
    }
    Optional<BrokerLock> lock = BrokerLock.tryAcquire(file);
    lock.ifPresent(BrokerLock::close);
    return lock.isEmpty();
  }
}
