package dev.peers.cli;

import dev.peers.core.Purged;

/// `peers purge`
final class PurgeCommand implements NetworkCommand {
  @Override
  public int run(Arguments arguments, Network network, Console console) {
    Purged purged = network.await(network.broker().purge());
    console
        .out()
        .println(
            "Gave up "
                + purged.expired()
                + " unread message(s), deleted "
                + purged.deleted()
                + " old one(s).");
    return ExitCode.OK;
  }
}
