package dev.peers.core.port;

import dev.peers.core.model.Activity;
import dev.peers.core.model.ProcessRef;
import java.util.Optional;

/// Knows what agents are at, as far as they let it be known.
@FunctionalInterface
public interface Activities {
  /// Knows nothing.
  Activities NONE = agent -> Optional.empty();

  /// What an agent is at. Asked for every peer that is listed, so it must not take long.
  Optional<Activity> of(ProcessRef agent);
}
