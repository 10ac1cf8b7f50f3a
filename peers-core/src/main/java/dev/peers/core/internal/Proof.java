package dev.peers.core.internal;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.core.port.PeerRecord;
import dev.peers.core.port.ProcessInspector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What somebody has shown of who it is. Process ids in a request are claims that anybody can make;
/// what was a secured peer's goes to nobody on the strength of them.
///
/// @param secret the secret of an earlier registration
/// @param ancestry the process that asks, as the operating system says, and those above it; empty
///   if that is not known
record Proof(Optional<Secret> secret, List<ProcessRef> ancestry) {
  private static final int MAX_ANCESTORS = 100;

  static Proof of(Optional<Secret> secret) {
    return new Proof(secret, List.of());
  }

  /// The process with this id and those above it.
  static List<ProcessRef> ancestry(Optional<Long> pid, ProcessInspector processes) {
    List<ProcessRef> line = new ArrayList<>();
    Optional<ProcessRef> at = pid.flatMap(processes::find);
    for (int i = 0; i < MAX_ANCESTORS && at.isPresent(); i++) {
      line.add(at.get());
      at = processes.parentOf(at.get());
    }
    return line;
  }

  /// Whether the secret is this peer's.
  boolean showsSecretOf(PeerRecord peer) {
    return secret.isPresent()
        && peer.secretHash().filter(hash -> secret.get().matches(hash)).isPresent();
  }

  /// Whether it is the very process that this peer registered with.
  boolean isProcessOf(PeerRecord peer) {
    return !ancestry.isEmpty() && ancestry.getFirst().equals(peer.peer().process());
  }

  /// Whether it is the agent of this peer, or runs below it.
  boolean descendsFromAgentOf(PeerRecord peer) {
    return peer.peer().agent().filter(ancestry::contains).isPresent();
  }

  /// Whether it is known to be another process than this peer's.
  boolean contradicts(PeerRecord peer) {
    return !ancestry.isEmpty() && !isProcessOf(peer);
  }

  /// Whether it may take up what a server of the same agent left behind.
  boolean coversSiblingOf(PeerRecord peer) {
    return peer.secretHash().isEmpty() || showsSecretOf(peer) || descendsFromAgentOf(peer);
  }

  /// Whether it may take the place of a peer whose process lives.
  boolean covers(PeerRecord peer) {
    return peer.secretHash().isEmpty() || showsSecretOf(peer) || isProcessOf(peer);
  }
}
