package dev.peers.testkit;

import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import dev.peers.core.port.UnreadMarks;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Marks in memory. Safe from any thread.
public final class RecordingMarks implements UnreadMarks {
  private final Map<ProcessRef, Secret> keys = new ConcurrentHashMap<>();

  /// What opens the mail of an agent; empty if none waits for it.
  public Optional<Secret> keyOf(ProcessRef agent) {
    return Optional.ofNullable(keys.get(agent));
  }

  @Override
  public void mark(ProcessRef agent, Optional<Secret> key) {
    key.ifPresentOrElse(k -> keys.put(agent, k), () -> keys.remove(agent));
  }
}
