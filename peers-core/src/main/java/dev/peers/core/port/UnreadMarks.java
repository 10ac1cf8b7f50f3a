package dev.peers.core.port;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import java.util.Optional;

/// Shows outside of the broker whether mail waits for an agent, so that a hook with nothing to say
/// can end without asking anybody.
@FunctionalInterface
public interface UnreadMarks {
  /// Shows nothing.
  UnreadMarks NONE = (agent, key) -> {};

  /// From now on some mail waits for the peers of this agent, or none. Called by one thread at a
  /// time, which must not be held up; told again for every agent with mail when the broker starts.
  ///
  /// @param key opens the mail of the agent's peers: whoever shows it instead of a peer's secret
  ///   may fetch and acknowledge, and nothing else. It is another one for every batch of unread
  ///   mail and good until all of it is read. Empty if no mail waits
  void mark(ProcessRef agent, Optional<Secret> key);
}
