package dev.peers.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.protocol.Settings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartMarkTest {
  @TempDir private Path folder;
  private Settings settings;
  private StartMark mark;

  @BeforeEach
  void prepare() {
    String socket = folder.resolve("run/peers.sock").toString();
    settings = Settings.of(Map.of("HOME", folder.toString(), "CLAUDE_PEERS_SOCKET", socket));
    mark = StartMark.of(settings);
  }

  @Test
  void one_of_many_starts_a_broker() throws Exception {
    assertThat(mark.claim()).isTrue();
    assertThat(mark.claim()).isFalse();
    assertThat(StartMark.of(settings).claim()).isFalse();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings.startFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_start_that_has_ended_makes_way_for_the_next() {
    assertThat(mark.claim()).isTrue();
    mark.clear();
    assertThat(mark.claim()).isTrue();
    assertThat(mark.claim()).isFalse();
  }

  @Test
  void a_start_that_never_came_to_its_end_counts_for_a_while_only() throws Exception {
    assertThat(mark.claim()).isTrue();
    age(Duration.ofSeconds(6));
    assertThat(mark.claim()).isTrue();
    assertThat(mark.claim()).isFalse();
  }

  @Test
  void a_start_that_takes_long_goes_on_counting() throws Exception {
    assertThat(mark.claim()).isTrue();
    age(Duration.ofSeconds(6));
    mark.renew();
    assertThat(mark.claim()).isFalse();
  }

  @Test
  void a_clock_that_was_put_back_holds_nobody_up() throws Exception {
    assertThat(mark.claim()).isTrue();
    age(Duration.ofHours(-1));
    assertThat(mark.claim()).isTrue();
  }

  @Test
  void whoever_is_just_claiming_it_is_the_one() throws Exception {
    assertThat(mark.claim()).isTrue();
    mark.clear();
    try (FileChannel channel = FileChannel.open(settings.startFile(), StandardOpenOption.WRITE);
        FileLock other = channel.lock()) {
      assertThat(other.isValid()).isTrue();
      assertThat(mark.claim()).isFalse();
    }
    assertThat(mark.claim()).isTrue();
  }

  @Test
  void a_mark_that_cannot_be_written_keeps_nobody_from_starting() throws Exception {
    Files.createDirectories(settings.startFile());
    assertThat(mark.claim()).isTrue();
    mark.clear();
  }

  private void age(Duration age) throws IOException {
    Files.setLastModifiedTime(settings.startFile(), FileTime.from(Instant.now().minus(age)));
  }
}
