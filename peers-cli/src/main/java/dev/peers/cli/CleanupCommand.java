package dev.peers.cli;

import dev.peers.core.Cleaned;
import dev.peers.core.model.Peer;
import java.io.PrintStream;

/// `peers cleanup`
final class CleanupCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    Cleaned cleaned = network.await(network.broker().cleanUp());
    PrintStream out = console.out();
    for (Peer peer : cleaned.terminated()) {
      out.println("Terminated orphan " + peer.id() + " (PID " + peer.process().pid() + ")");
    }
    for (Peer peer : cleaned.removed()) {
      if (!cleaned.terminated().contains(peer)) {
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
