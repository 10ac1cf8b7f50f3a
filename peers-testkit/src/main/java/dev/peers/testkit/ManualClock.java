package dev.peers.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands still until it is moved. Safe from any thread.
public final class ManualClock extends Clock {
  static final Instant NOON = Instant.parse("2026-06-06T12:00:00Z");

  private Instant now;

  /// A clock that shows noon of some day, in UTC.
  public ManualClock() {
    this(NOON);
  }

  public ManualClock(Instant start) {
    now = start;
  }

  /// Moves the clock on, or back if the step is negative.
  public synchronized void advance(Duration step) {
    now = now.plus(step);
  }

  public synchronized void set(Instant instant) {
    now = instant;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /// The same clock, moved together with this one, in another zone.
  @Override
  public Clock withZone(ZoneId zone) {
    return new Zoned(this, zone);
  }

  private static final class Zoned extends Clock {
    private final ManualClock clock;
    private final ZoneId zone;

    Zoned(ManualClock clock, ZoneId zone) {
      this.clock = clock;
      this.zone = zone;
    }

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId newZone) {
      return new Zoned(clock, newZone);
    }
  }
}
