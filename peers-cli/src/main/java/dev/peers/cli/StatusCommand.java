package dev.peers.cli;

import dev.peers.cli.terminal.Ages;
import dev.peers.core.BrokerHealth;
import dev.peers.core.ListRequest;
import dev.peers.core.PeerStatus;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.protocol.json.Json;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `peers status`
final class StatusCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    if (arguments.json()) {
      console.out().println(json(network));
      return ExitCode.OK;
    }
    BrokerHealth health = network.await(network.broker().health());
    List<PeerStatus> peers = network.await(network.broker().list(ListRequest.MACHINE));
    Set<PeerId> orphans = orphans(network);
    PrintStream out = console.out();
    console.say("Broker: ok (" + health.peers() + " peer(s) registered)");
    console.say("Socket: " + network.address());
    health.warnings().forEach(warning -> console.say("⚠ " + Safe.line(warning)));
    Ages ages = ages(arguments, console);
    network
        .status()
        .ifPresent(status -> StatusLines.of(status, ages, console.display()).forEach(out::println));
    if (!peers.isEmpty()) {
      out.println("\nPeers:");
      peers.forEach(peer -> PeerLines.full(console, peer, orphans, ages));
    }
    if (!orphans.isEmpty()) {
      out.println();
      console.say("⚠ " + orphans.size() + " orphaned peer(s). 'peers cleanup' ends them.");
    }
    return ExitCode.OK;
  }

  /// Who reads a pipe wants times that stay true.
  static Ages ages(Arguments arguments, Console console) {
    return new Ages(Instant.now(), arguments.has("--exact") || !console.terminal());
  }

  private static Set<PeerId> orphans(Network network) {
    Set<PeerId> ids = new HashSet<>();
    for (Peer peer : network.await(network.broker().orphans())) {
      ids.add(peer.id());
    }
    return ids;
  }

  private static String json(Network network) {
    return "{\"broker\":"
        + network.json("GET", "/health", "")
        + ",\"socket\":"
        + Json.of(network.address())
        + ",\"peers\":"
        + network.json("POST", "/list-peers", PeersCommand.EVERYBODY)
        + ",\"process\":"
        + network.status().map(StatusLines::json).orElse("null")
        + ",\"orphans\":"
        + network.json("POST", "/orphans", "{}")
        + "}";
  }
}
