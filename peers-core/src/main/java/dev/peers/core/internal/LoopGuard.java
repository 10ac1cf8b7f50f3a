package dev.peers.core.internal;

import dev.peers.core.Limits;
import dev.peers.core.model.PeerId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slows two peers that answer each other without end, as two models do that thank each other for
/// their thanks.
///
/// Only turns count: a message in the other direction than the one before it between these two. A
/// pair has so many turns in stock, and gets one back after every pause; so a conversation at the
/// speed of people never runs out, and an endless one goes on at that speed. On the writing thread.
@Singleton
final class LoopGuard {
  /// So many pairs are known; those that have been quiet for longest are forgotten.
  private static final int MAX_PAIRS = 4_096;

  private final int turns;
  private final Duration pause;
  private final Map<Pair, Exchange> exchanges =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Exchange> eldest) {
          return size() > MAX_PAIRS;
        }
      };

  private record Pair(PeerId one, PeerId other) {
    static Pair of(PeerId a, PeerId b) {
      return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
    }
  }

  private static final class Exchange {
    private final TokenBucket stock = new TokenBucket();
    private PeerId lastFrom;

    Exchange(PeerId first) {
      lastFrom = first;
    }
  }

  @Inject
  LoopGuard(Limits limits) {
    turns = limits.loopTurns();
    pause = limits.loopPause();
  }

  /// How long the sender has to wait with this message; zero if it may be sent now. Changes
  /// nothing.
  Duration delay(PeerId from, PeerId to, Instant now) {
    Exchange exchange = turns == 0 ? null : exchanges.get(Pair.of(from, to));
    return exchange == null || exchange.lastFrom.equals(from)
        ? Duration.ZERO
        : exchange.stock.untilNext(turns, pause, now);
  }

  /// Notes that a message was sent.
  void sent(PeerId from, PeerId to, Instant now) {
    if (turns == 0 || from.equals(PeerId.CLI)) {
      return;
    }
    Exchange exchange = exchanges.computeIfAbsent(Pair.of(from, to), pair -> new Exchange(from));
    if (!exchange.lastFrom.equals(from)) {
      exchange.lastFrom = from;
      exchange.stock.tryTake(turns, pause, now);
    }
  }

  /// What a sender is told that has to wait.
  String refusal(PeerId to, Duration delay) {
    long seconds = Math.max(1, delay.plusMillis(999).toSeconds());
    return "Loop guard: you and peer "
        + to
        + " have answered each other "
        + turns
        + " times in quick succession, so this message was not sent. The next one can be sent in "
        + seconds
        + " s. If nothing new has to be said, stop answering";
  }
}
