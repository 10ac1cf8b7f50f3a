package dev.peers.cli.hook;

import dev.peers.core.model.Activity;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.Activities;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the hooks of agents have noted: the launcher writes down at every hook whether a turn is
/// under way. An agent without hooks leaves no note, and one whose turn the user interrupted runs
/// no hook, so a note tells only what was so when it was written. Safe from any thread.
public final class TurnFiles implements Activities {
  private static final int MOST_KNOWN = 1_000;

  private final MarkerFolder folder;
  private final Duration fresh;
  private final Clock clock;
  private final Map<ProcessRef, Looked> known = new ConcurrentHashMap<>();

  /// What a note said when it was last looked at, and when it was written.
  private record Looked(Optional<Activity> activity, long noted, Instant at) {}

  TurnFiles(Settings settings, Clock clock) {
    this.folder = MarkerFolder.of(settings);
    this.fresh = settings.limits().livenessFresh();
    this.clock = clock;
  }

  public static TurnFiles of(Settings settings) {
    return new TurnFiles(settings, Clock.systemUTC());
  }

  /// A note is looked at again only when what is known of it is no longer fresh, and read again
  /// only when it has changed.
  @Override
  public Optional<Activity> of(ProcessRef agent) {
    Instant now = clock.instant();
    Looked last = known.get(agent);
    if (last != null && isFresh(last.at, now)) {
      return last.activity;
    }
    long noted = folder.activityAt(agent.pid());
    Optional<Activity> activity =
        last != null && last.noted == noted ? last.activity : read(agent, noted);
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(agent, new Looked(activity, noted, now));
    return activity;
  }

  private boolean isFresh(Instant at, Instant now) {
    return at.isAfter(now.minus(fresh)) && !at.isAfter(now);
  }

  private Optional<Activity> read(ProcessRef agent, long noted) {
    if (noted == 0) {
      return Optional.empty();
    }
    try {
      return folder
          .activity(agent.pid())
          .map(state -> new Activity(state, Instant.ofEpochMilli(noted)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
