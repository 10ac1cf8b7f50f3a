package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.SendRequest;
import dev.peers.core.StoreException;
import dev.peers.protocol.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A disk that has no room any more, and then has some again.
class DiskFullIT {
  private static final int MORE_THAN_FITS = 1_000;
  private static final String LONG = "x".repeat(9_000);

  private final BrokerHome home = BrokerHome.create();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void a_full_disk_is_a_clear_error_and_loses_nothing() throws Exception {
    Path folder = Files.createDirectory(home.folder().resolve("disk"));
    try (SmallDisk disk = SmallDisk.in(folder)) {
      survives(disk);
    }
  }

  @Test
  void a_file_that_may_not_grow_is_a_clear_error_and_loses_nothing() throws Exception {
    Path folder = Files.createDirectory(home.folder().resolve("limited"));
    try (SmallDisk disk = new SmallDisk.Limited(folder)) {
      survives(disk);
    }
  }

  private void survives(SmallDisk disk) throws Exception {
    home.with(Setting.DATABASE, disk.folder().resolve("peers.db").toString())
        .startedBy(disk.starter());
    Process broker = home.launchReady();
    try (Party sender = Party.join(home, "/work/a");
        Party receiver = Party.join(home, "/work/b")) {
      List<String> sent = new ArrayList<>();
      sender.send(receiver, "first").orThrow();
      sent.add("first");
      disk.fill(broker);
      String refused = fillWithMail(sender, receiver, sent);
      assertThatThrownBy(() -> sender.send(receiver, refused))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(disk.folder().resolve("peers.db").toString())
          .hasMessageContaining("disk");
      assertThat(receiver.fetchTexts()).as("while the disk is full").isEqualTo(sent);
      disk.free(broker);
      SendRequest again = SendRequest.of(sender.caller(), receiver.id(), refused).withKey("again");
      Waiting.answer(sender.broker().send(again)).orThrow();
      Waiting.answer(sender.broker().send(again)).orThrow();
      sent.add(refused);
      assertThat(Waiting.answer(sender.broker().health()).pid()).isEqualTo(broker.pid());
      BrokerHome.kill(broker);
      home.launchReady();
      assertThat(receiver.fetchTexts()).as("after a crash").isEqualTo(sent);
    } finally {
      home.killBrokers();
    }
  }

  /// Sends until the disk takes no more, and returns what it did not take.
  private static String fillWithMail(Party sender, Party receiver, List<String> sent) {
    for (int i = 0; i < MORE_THAN_FITS; i++) {
      String text = i + LONG;
      try {
        sender.send(receiver, text).orThrow();
        sent.add(text);
      } catch (StoreException e) {
        return text;
      }
    }
    throw new AssertionError("the disk is not full");
  }
}
