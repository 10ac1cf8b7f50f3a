package dev.peers.cli;

import dev.peers.core.ListRequest;
import dev.peers.core.PeerStatus;
import dev.peers.core.model.PeerName;
import java.util.List;

/// `peers peers`
final class PeersCommand implements NetworkCommand {
  /// The body of a request for all peers.
  static final String EVERYBODY = "{\"scope\":\"machine\",\"cwd\":\"/\",\"git_root\":null}";

  @Override
  public int run(Arguments arguments, Network network, Console console) {
    if (arguments.json()) {
      console.out().println(network.json("POST", "/list-peers", EVERYBODY));
      return ExitCode.OK;
    }
    if (arguments.has("--names")) {
      names(network, console);
      return ExitCode.OK;
    }
    List<PeerStatus> peers = network.await(network.broker().list(ListRequest.MACHINE));
    if (peers.isEmpty()) {
      console.out().println("No peers registered.");
    }
    PeerLines.brief(console, peers.stream().map(PeerStatus::peer).toList());
    return ExitCode.OK;
  }

  /// One that is no name is not printed: a shell may do with it whatever it does with words.
  private static void names(Network network, Console console) {
    for (PeerStatus status : network.await(network.broker().list(ListRequest.MACHINE))) {
      String name = status.peer().name().value();
      if (PeerName.isValid(name)) {
        console.out().println(name);
      }
    }
  }
}
