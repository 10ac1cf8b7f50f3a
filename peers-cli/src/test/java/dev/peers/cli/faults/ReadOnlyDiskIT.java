package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.SendRequest;
import dev.peers.core.StoreException;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A disk that takes no change any more, and then does again.
class ReadOnlyDiskIT {
  private final BrokerHome home = BrokerHome.create();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void a_disk_that_turns_read_only_is_a_clear_error_and_loses_nothing() throws Exception {
    Path folder = Files.createDirectory(home.folder().resolve("disk"));
    try (ReadOnlyDisk disk = ReadOnlyDisk.in(folder)) {
      survives(disk);
    }
  }

  @Test
  void files_that_may_not_be_written_are_a_clear_error_and_lose_nothing() throws Exception {
    Path folder = Files.createDirectory(home.folder().resolve("files"));
    try (ReadOnlyDisk disk = new ReadOnlyDisk.Rights(folder)) {
      survives(disk);
    }
  }

  private void survives(ReadOnlyDisk disk) throws Exception {
    Path database = disk.folder().resolve("peers.db");
    home.with(Setting.DATABASE, database.toString()).startedBy(disk.starter());
    Process broker = home.launchReady();
    try (Party sender = Party.join(home, home.sleeper(), "/work/a", BrokerStarter.NONE);
        Party receiver = Party.join(home, home.sleeper(), "/work/b", BrokerStarter.NONE)) {
      sender.send(receiver, "before").orThrow();
      SendRequest refused =
          SendRequest.of(sender.caller(), receiver.id(), "refused").withKey("again");
      if (disk.failInUse()) {
        refuses(sender.broker(), refused, database);
        assertThat(receiver.fetchTexts()).as("while it is read-only").containsExactly("before");
        assertThat(Waiting.answer(sender.broker().health()).pid()).isEqualTo(broker.pid());
      }
      BrokerHome.kill(broker);
      disk.protect();
      doesNotStart(database);
      assertThatThrownBy(() -> Waiting.answer(sender.broker().send(refused)))
          .isInstanceOfSatisfying(
              BrokerUnavailableException.class, e -> assertThat(e.wasNotSent()).isTrue());
      disk.release();
      home.launchReady();
      Waiting.answer(sender.broker().send(refused)).orThrow();
      Waiting.answer(sender.broker().send(refused)).orThrow();
      assertThat(receiver.fetchTexts()).as("afterwards").containsExactly("before", "refused");
    } finally {
      home.killBrokers();
    }
  }

  private static void refuses(RemoteBroker broker, SendRequest request, Path database) {
    assertThatThrownBy(() -> Waiting.answer(broker.send(request)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(database.toString())
        .hasMessageContaining("read-only");
  }

  private void doesNotStart(Path database) {
    Process next = home.launch();
    assertThat(Waiting.until(BrokerHome.PATIENCE, () -> !next.isAlive())).isTrue();
    assertThat(next.exitValue()).isEqualTo(1);
    assertThat(home.printedBy(next))
        .contains(database.toString())
        .contains("read-only")
        .contains("check")
        .doesNotContain("\tat ");
  }
}
