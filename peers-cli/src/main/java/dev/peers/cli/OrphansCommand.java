package dev.peers.cli;

import dev.peers.core.model.Peer;
import java.util.List;

/// `peers orphans`
final class OrphansCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    if (arguments.json()) {
      console.out().println(network.json("POST", "/orphans", "{}"));
      return ExitCode.OK;
    }
    List<Peer> orphans = network.await(network.broker().orphans());
    if (orphans.isEmpty()) {
      console.out().println("No orphaned peers found.");
    } else {
      console.out().println("Found " + orphans.size() + " orphaned peer(s):\n");
      PeerLines.brief(console, orphans);
      console.out().println("\n'peers cleanup' ends them.");
    }
    return ExitCode.OK;
  }
}
