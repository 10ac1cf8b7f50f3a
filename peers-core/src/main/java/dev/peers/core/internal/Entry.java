package dev.peers.core.internal;

import dev.peers.core.PeerStatus;
import dev.peers.core.model.Activity;
import dev.peers.core.model.Peer;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.port.PeerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// One peer in memory: its record as it is on disk, and what changes too often to be written down
/// each time. The record and the count of unread mail change on the writing thread only; everybody
/// may read.
final class Entry {
  private static final Duration SEEN_AGAIN = Duration.ofSeconds(15);

  final AtomicInteger unread = new AtomicInteger();
  final AtomicInteger streams = new AtomicInteger();
  final RateWindow sendings = new RateWindow();
  final TokenBucket verifiedSendings = new TokenBucket();
  final TokenBucket requests = new TokenBucket();
  final WakeState wakeState = new WakeState();

  private volatile PeerRecord record;
  private volatile Instant lastSeen;
  private volatile Instant checkedAt = Instant.MIN;

  /// The peers of its agent whose secret it knew, and whether the operating system vouched that it
  /// runs below its agent. Written on the writing thread only.
  private Set<PeerId> kin = Set.of();

  private boolean vouchedFor;
  private boolean doubtful;
  private volatile Optional<Noted> lastWake = Optional.empty();

  private volatile Optional<Shown> shown = Optional.empty();

  private record Noted(WakeStatus status, Instant at) {}

  /// A status, and what it was made of.
  private record Shown(
      PeerRecord record,
      Instant lastSeen,
      Optional<Noted> lastWake,
      int unread,
      boolean connected,
      Optional<Activity> activity,
      PeerStatus status) {}

  Entry(PeerRecord record) {
    this.record = record;
    this.lastSeen = record.peer().lastSeen();
  }

  PeerRecord record() {
    return record;
  }

  PeerId id() {
    return record.id();
  }

  boolean isHere() {
    return record.peer().isHere();
  }

  boolean isProbe() {
    return record.peer().isProbe();
  }

  boolean isConnected() {
    return streams.get() > 0;
  }

  /// The peer with the latest of what is known of it.
  Peer peer() {
    Peer peer = record.peer().withLastSeen(lastSeen);
    Optional<Noted> noted = lastWake;
    return noted.isPresent() ? peer.withLastWake(noted.get().status, noted.get().at) : peer;
  }

  /// The same object as long as nothing changes: who turns it into something else can keep that.
  ///
  /// @param activity what its agent is at
  PeerStatus status(Optional<Activity> activity) {
    Optional<Shown> before = shown;
    if (before.isPresent() && isUpToDate(before.get(), activity)) {
      return before.get().status;
    }
    // Each is read before the peer is, so that what changes meanwhile counts as a change.
    PeerRecord recordNow = record;
    Instant lastSeenNow = lastSeen;
    Optional<Noted> lastWakeNow = lastWake;
    int unreadNow = unread.get();
    boolean connectedNow = isConnected();
    PeerStatus status = new PeerStatus(peer(), unreadNow, connectedNow, activity);
    shown =
        Optional.of(
            new Shown(
                recordNow, lastSeenNow, lastWakeNow, unreadNow, connectedNow, activity, status));
    return status;
  }

  private boolean isUpToDate(Shown before, Optional<Activity> activity) {
    return before.unread == unread.get()
        && before.connected == isConnected()
        && before.activity.equals(activity)
        && Objects.equals(before.lastSeen, lastSeen)
        && Objects.equals(before.lastWake, lastWake)
        && Objects.equals(before.record, record);
  }

  void replace(PeerRecord newRecord) {
    record = newRecord;
    lastSeen = newRecord.peer().lastSeen();
  }

  void seen(Instant at) {
    lastSeen = at;
  }

  /// Whoever is connected sends no heartbeats. It is seen as often as it would have sent some, and
  /// not at each look, so that lists of peers need not be written anew all the time.
  void connectedAt(Instant now) {
    if (Duration.between(lastSeen, now).compareTo(SEEN_AGAIN) >= 0) {
      lastSeen = now;
    }
  }

  void woken(Wake wake, Instant at) {
    lastWake = Optional.of(new Noted(wake.status(), at));
  }

  /// What is known of the last attempt to wake it.
  Wake lastWake() {
    Peer peer = peer();
    return peer.lastWake().isPresent()
        ? new Wake(peer.wakeTransport(), peer.lastWake().get())
        : Wake.NONE;
  }

  /// Takes note of what it has shown as it registered; `anew` forgets what it showed before.
  void hasShown(Set<PeerId> newKin, Proof proof, boolean anew) {
    kin = newKin.isEmpty() && !anew ? kin : newKin;
    vouchedFor = proof.descendsFromAgentOf(record) || (vouchedFor && !anew);
    doubtful = proof.contradicts(record) || (doubtful && !anew);
  }

  /// Whether the operating system said that another process made its claim.
  boolean isDoubtful() {
    return doubtful;
  }

  /// Whether the other one is known to be of the same agent, which claiming it does not prove.
  boolean isKinOf(Entry other) {
    return other.vouchedFor || kin.contains(other.id()) || other.kin.contains(id());
  }

  void checked(Instant at) {
    checkedAt = at;
  }

  Instant checkedAt() {
    return checkedAt;
  }
}
