package dev.peers.cli;

import dev.peers.core.Caller;
import dev.peers.core.KillRequest;
import dev.peers.core.Killed;

/// `peers kill <id>`
final class KillCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    String target = arguments.first();
    Killed killed = network.done(network.broker().kill(new KillRequest(Caller.CLI, target)));
    console.out().println("Killed peer " + Safe.line(target) + " (PID " + killed.pid() + ")");
    return ExitCode.OK;
  }
}
