package dev.peers.cli.hook;

import dev.peers.core.model.Activity;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.port.Activities;
import dev.peers.protocol.Settings;
import java.io.IOException;
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
  private final Map<ProcessRef, Activity> known = new ConcurrentHashMap<>();

  private TurnFiles(MarkerFolder folder) {
    this.folder = folder;
  }

  public static TurnFiles of(Settings settings) {
    return new TurnFiles(MarkerFolder.of(settings));
  }

  /// A note is read again only when it has changed.
  @Override
  public Optional<Activity> of(ProcessRef agent) {
    long millis = folder.activityAt(agent.pid());
    if (millis == 0) {
      return Optional.empty();
    }
    Instant at = Instant.ofEpochMilli(millis);
    Activity last = known.get(agent);
    return last != null && last.at().equals(at) ? Optional.of(last) : read(agent, at);
  }

  private Optional<Activity> read(ProcessRef agent, Instant at) {
    try {
      Optional<Activity> activity =
          folder.activity(agent.pid()).map(state -> new Activity(state, at));
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      activity.ifPresent(noted -> known.put(agent, noted));
      return activity;
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
