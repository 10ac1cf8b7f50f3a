package dev.peers.cli.hook;

import dev.peers.core.PeerStatus;
import dev.peers.core.model.Peer;
import dev.peers.core.model.ProcessRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the agent that runs this hook.
final class Agent {
  private static final int MOST_ANCESTORS = 32;

  private Agent() {}

  /// The process that Claude Code says it is. Codex says nothing; what its hooks find there is
  /// inherited from a Claude Code further up.
  static Optional<Long> named(Harness harness, Map<String, String> env) {
    if (harness != Harness.CLAUDE) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(env.get("CLAUDE_PID")).map(Long::valueOf).filter(pid -> pid > 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// The nearest ancestor that is an agent with peers, else the parent: there may be shells between
  /// the agent and its hook.
  static Optional<Long> among(List<Long> ancestors, List<PeerStatus> peers) {
    for (long ancestor : ancestors) {
      if (peers.stream().anyMatch(status -> isOf(status.peer(), ancestor))) {
        return Optional.of(ancestor);
      }
    }
    return ancestors.stream().findFirst();
  }

  static boolean isOf(Peer peer, long agent) {
    return peer.agent().map(ProcessRef::pid).filter(pid -> pid == agent).isPresent();
  }

  /// The process ids above this process, nearest first.
  static List<Long> ancestors() {
    List<Long> pids = new ArrayList<>();
    Optional<ProcessHandle> above = ProcessHandle.current().parent();
    while (above.isPresent() && pids.size() < MOST_ANCESTORS) {
      pids.add(above.get().pid());
      above = above.get().parent();
    }
    return pids;
  }
}
