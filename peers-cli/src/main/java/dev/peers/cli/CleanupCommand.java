package dev.peers.cli;

import dev.peers.core.Cleaned;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/// `peers cleanup`
final class CleanupCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    Cleaned cleaned = network.await(network.broker().cleanUp());
    PrintStream out = console.out();
    Set<PeerId> terminated = new HashSet<>();
    for (Peer peer : cleaned.terminated()) {
      terminated.add(peer.id());
      out.println("Terminated orphan " + peer.id() + " (PID " + peer.process().pid() + ")");
    }
    for (Peer peer : cleaned.removed()) {
      if (!terminated.contains(peer.id())) {
        out.println("Removed dead peer " + peer.id() + " (PID " + peer.process().pid() + ")");
      }
    }
    out.println(
        "Done: "
            + cleaned.terminated().size()
            + " process(es) terminated, "
            + cleaned.removed().size()
            + " peer record(s) removed.");
    return ExitCode.OK;
  }
}
