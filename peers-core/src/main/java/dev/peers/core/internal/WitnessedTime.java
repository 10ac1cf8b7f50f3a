package dev.peers.core.internal;

import dev.peers.core.model.Peer;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/// What time it is at the least, for what deletes by age. A clock that is wrong for a while must
/// cost no mail, so a leap forward counts for nothing: time starts with the last thing that the
/// broker before this one wrote down of a peer, goes on with what the scheduler has seen pass, and
/// is never later than the clock.
final class WitnessedTime {
  private final Clock clock;
  private Instant time;

  @Inject
  WitnessedTime(Directory directory, Clock clock) {
    this.clock = clock;
    Instant now = clock.instant();
    time =
        directory
            .all()
            .map(entry -> lastNoted(entry.record().peer()))
            .max(Comparator.naturalOrder())
            .filter(now::isAfter)
            .orElse(now);
  }

  private static Instant lastNoted(Peer peer) {
    return Stream.concat(Stream.of(peer.registeredAt(), peer.lastSeen()), peer.goneAt().stream())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// The time when so much has passed since this was asked last.
  synchronized Instant after(Duration passed) {
    time = time.plus(passed);
    Instant now = clock.instant();
    return now.isBefore(time) ? now : time;
  }
}
