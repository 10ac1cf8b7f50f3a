package dev.peers.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.Activity;
import dev.peers.core.model.ProcessRef;
import dev.peers.protocol.Settings;
import dev.peers.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnFilesTest {
  private static final ProcessRef AGENT = new ProcessRef(42, "boot:1");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final ManualClock clock = new ManualClock();
  @TempDir Path folder;
  private TurnFiles notes;
  private Path note;
  private Duration fresh;

  @BeforeEach
  void make_the_folder() throws IOException {
    Settings settings = HookNetwork.settings(folder);
    fresh = settings.limits().livenessFresh();
    notes = new TurnFiles(settings, clock);
    MarkerFolder.of(settings).reset();
    note = MarkerFolder.of(settings).folder().resolve("turn-" + AGENT.pid());
  }

  private void note(String state, Instant at) throws IOException {
    Files.writeString(note, state);
    Files.setLastModifiedTime(note, FileTime.from(at));
  }

  private static Optional<Activity> activity(Activity.State state, Instant at) {
    return Optional.of(new Activity(state, at));
  }

  @Test
  void an_agent_without_a_note_is_at_nothing_that_is_known() {
    assertThat(notes.of(AGENT)).isEmpty();
  }

  @Test
  void a_note_tells_what_was_so_when_it_was_written() throws IOException {
    note("busy\n", NOON);
    assertThat(notes.of(AGENT)).isEqualTo(activity(Activity.State.BUSY, NOON));
  }

  @Test
  void a_note_is_not_looked_at_while_what_is_known_of_it_is_fresh() throws IOException {
    note("busy\n", NOON);
    notes.of(AGENT);
    note("idle\n", NOON.plusSeconds(9));
    clock.advance(fresh.minusMillis(1));
    assertThat(notes.of(AGENT)).isEqualTo(activity(Activity.State.BUSY, NOON));
    clock.advance(Duration.ofMillis(1));
    assertThat(notes.of(AGENT)).isEqualTo(activity(Activity.State.IDLE, NOON.plusSeconds(9)));
  }

  @Test
  void what_was_known_after_the_clock_was_set_back_is_not_fresh() throws IOException {
    assertThat(notes.of(AGENT)).isEmpty();
    note("busy\n", NOON);
    clock.advance(Duration.ofHours(-1));
    assertThat(notes.of(AGENT)).isEqualTo(activity(Activity.State.BUSY, NOON));
  }

  @Test
  void a_note_that_cannot_be_understood_tells_nothing() throws IOException {
    note("sleeping\n", NOON);
    assertThat(notes.of(AGENT)).isEmpty();
  }

  @Test
  void a_note_that_is_taken_away_tells_nothing() throws IOException {
    note("busy\n", NOON);
    notes.of(AGENT);
    Files.delete(note);
    clock.advance(fresh);
    assertThat(notes.of(AGENT)).isEmpty();
  }
}
