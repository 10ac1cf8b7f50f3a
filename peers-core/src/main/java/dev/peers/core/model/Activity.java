package dev.peers.core.model;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What an agent was at when it was last heard of. It tells how soon a wake can take effect.
///
/// @param at when that was
public record Activity(State state, Instant at) {
  /// Whether a turn of the agent is under way.
  public enum State {
    BUSY,
    IDLE;

    public static Optional<State> parse(String text) {
      for (State state : values()) {
        if (state.toString().equals(text)) {
          return Optional.of(state);
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
