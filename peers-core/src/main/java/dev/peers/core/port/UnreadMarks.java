package dev.peers.core.port;

import dev.peers.core.model.ProcessRef;

/// Shows outside of the broker whether mail waits for an agent, so that a hook with nothing to say
/// can end without asking anybody.
@FunctionalInterface
public interface UnreadMarks {
  /// Shows nothing.
  UnreadMarks NONE = (agent, unread) -> {};

  /// From now on some mail waits for the peers of this agent, or none. Called by one thread at a
  /// time, which must not be held up; told again for every agent with mail when the broker starts.
  void mark(ProcessRef agent, boolean unread);
}
