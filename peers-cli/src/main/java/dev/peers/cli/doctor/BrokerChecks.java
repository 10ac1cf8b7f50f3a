package dev.peers.cli.doctor;

import dev.peers.core.BrokerHealth;
import dev.peers.core.model.Peer;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/// The broker that runs, or what is left of one.
final class BrokerChecks {
  private BrokerChecks() {}

  static List<Finding> broker(Patient patient) {
    return switch (patient.live()) {
      case Live.Answering(BrokerHealth health) -> answering(patient, health);
      case Live.Absent() ->
          List.of(Finding.ok("broker", "none runs; clients start one when they need it"));
      case Live.LeftBehind(Path socket) ->
          List.of(
              Finding.warning(
                      "broker", "a socket is left of a broker that is gone: " + socket, "remove it")
                  .fixedBy("removed the socket " + socket, () -> Files.deleteIfExists(socket)));
      case Live.InTheWay(Path file) ->
          List.of(
              Finding.broken(
                  "broker",
                  file + " is in the way of the broker's socket: it is none",
                  "move it away"));
      case Live.Hung(String why) ->
          List.of(
              Finding.broken(
                  "broker",
                  "one runs and does not answer, so that no mail gets through: " + why,
                  "see 'peers logs'; if it stays so, end " + holder(patient)));
      case Live.Unreachable(String url, String why) ->
          List.of(
              Finding.broken(
                  "broker",
                  "nobody answers at " + url + ", where clients start none: " + why,
                  "start one with CLAUDE_PEERS_TCP=1, or unset CLAUDE_PEERS_URL"));
      case Live.Forbidden() ->
          List.of(
              Finding.broken(
                  "broker",
                  "connecting is not permitted here, as in the sandbox of Codex's shell",
                  "run this outside of the sandbox; MCP tools work inside"));
    };
  }

  private static List<Finding> answering(Patient patient, BrokerHealth health) {
    List<Finding> findings = new ArrayList<>(List.of(version(patient, health)));
    try (RemoteBroker broker =
        RemoteBroker.to(
            BrokerAddress.of(patient.settings()),
            BrokerStarter.NONE,
            patient.settings().clientTimings())) {
      List<Peer> orphans = broker.orphans().toCompletableFuture().join();
      if (!orphans.isEmpty()) {
        findings.add(
            Finding.warning(
                    "leftovers",
                    orphans.size() + " process(es) live on though their agent has ended",
                    "end them with 'peers cleanup'")
                .fixedBy("ended the processes of agents that have ended", () -> cleanUp(patient)));
      }
    } catch (CompletionException e) {
      // One of another make that knows no orphans; its version was told of.
      return findings;
    }
    return findings;
  }

  private static void cleanUp(Patient patient) throws IOException {
    try (RemoteBroker broker =
        RemoteBroker.to(
            BrokerAddress.of(patient.settings()),
            BrokerStarter.NONE,
            patient.settings().clientTimings())) {
      broker.cleanUp().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
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

  /// The lock decides which broker serves the socket, and names its process.
  static List<Finding> lock(Patient patient) {
    Path file = patient.settings().lockFile();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of(
          Finding.broken(
              "lock",
              file
                  + (Files.isSymbolicLink(file) ? " is a symbolic link" : " is no plain file")
                  + ", and no broker starts with that",
              "move it away"));
    }
    if (!Live.isLocked(file)) {
      return List.of(
          patient.live() instanceof Live.Answering && patient.settings().url().isEmpty()
              ? Finding.warning(
                  "lock",
                  "a broker answers and does not hold " + file + ", so that a second one may start",
                  "'peers kill-broker': clients start one that holds it")
              : Finding.ok("lock", "nobody holds " + file));
    }
    return List.of(Finding.ok("lock", holder(patient) + " holds " + file));
  }

  private static String holder(Patient patient) {
    try {
      String pid = Files.readString(patient.settings().lockFile()).strip();
      return pid.matches("[0-9]{1,10}") ? "process " + pid : "its process";
    } catch (IOException e) {
      return "its process";
    }
  }
}
