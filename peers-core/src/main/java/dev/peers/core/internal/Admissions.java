package dev.peers.core.internal;

import dev.peers.core.Limits;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Keeps the network from growing without end: so many peers may be here, and so many are
/// remembered. On the writing thread.
final class Admissions {
  /// How many that left are remembered for each that may be here.
  private static final int REMEMBERED = 4;

  private final Directory directory;
  private final int peers;
  private final int summaryChars;

  @Inject
  Admissions(Directory directory, Limits limits) {
    this.directory = directory;
    this.peers = limits.peers();
    this.summaryChars = limits.summaryChars();
  }

  /// What is wrong with the length of a summary.
  Optional<Refusal> objection(String summary) {
    int length = summary.length();
    return length <= summaryChars
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Code.INVALID_REQUEST,
                "Summary too large (" + length + " chars, max " + summaryChars + ")"));
  }

  /// Whether one more fits in.
  ///
  /// @param forgotten who has to be forgotten for it
  record Room(Optional<Refusal> refusal, Optional<Entry> forgotten) {
    private static final Room ENOUGH = new Room(Optional.empty(), Optional.empty());
  }

  /// @param resumed the peer, here or gone, whose identity the new one takes up
  Room room(Optional<Entry> resumed) {
    if (resumed.filter(Entry::isHere).isPresent()) {
      return Room.ENOUGH;
    }
    if (directory.here().size() >= peers) {
      return full("There are " + peers + " peers here, and no more are taken");
    }
    if (resumed.isPresent() || directory.size() < (1 + REMEMBERED) * (long) peers) {
      return Room.ENOUGH;
    }
    Optional<Entry> oldest =
        directory
            .all()
            .filter(entry -> !entry.isHere() && entry.unread.get() == 0)
            .min(Comparator.comparing(Admissions::goneAt));
    return oldest.isPresent()
        ? new Room(Optional.empty(), oldest)
        : full("Mail is kept for too many peers that left, and no new ones are taken");
  }

  private static Instant goneAt(Entry entry) {
    return entry.record().peer().goneAt().orElse(Instant.MIN);
  }

  private static Room full(String why) {
    String advice =
        "; 'peers cleanup' takes the dead off the list, CLAUDE_PEERS_MAX_PEERS allows more";
    return new Room(Optional.of(new Refusal(Code.BUSY, why + advice)), Optional.empty());
  }
}
