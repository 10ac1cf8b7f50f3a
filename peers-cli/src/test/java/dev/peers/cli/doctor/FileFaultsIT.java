package dev.peers.cli.doctor;

import static dev.peers.cli.doctor.DoctorHome.mode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import dev.peers.cli.faults.ReadOnlyDisk;
import dev.peers.cli.faults.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Folders, permissions, free space and the clock.
class FileFaultsIT {
  @AutoClose private final DoctorHome home = DoctorHome.create();
  private final Sandbox sandbox = home.sandbox;

  @Test
  void a_folder_that_may_not_be_written() throws Exception {
    Path folder = Files.createDirectories(home.path("closed"));
    try (ReadOnlyDisk closed = new ReadOnlyDisk.Rights(folder)) {
      closed.protect();
      for (String database : new String[] {"peers.db", "deeper/peers.db"}) {
        sandbox.with("CLAUDE_PEERS_DB", folder.resolve(database).toString());
        assertThat(
                DoctorHome.found(
                        home.doctor(closed.starter()),
                        "folders",
                        "broken",
                        folder
                            + " cannot be written, and the broker has to keep files in "
                            + folder.resolve(database).getParent())
                    .flag("fixable", true))
            .isFalse();
      }
      mode(folder, "---------");
      DoctorHome.found(
          home.doctor(closed.starter()), "folders", "broken", folder + " cannot be written");
    }
    mode(folder, "rwx------");
    home.healthy();
  }

  @Test
  void a_folder_that_is_none() {
    sandbox.with("CLAUDE_PEERS_LOG", "/dev/null/x.log");
    home.foundOnly("folders", "broken", "/dev/null is no folder");
  }

  @Test
  void a_folder_to_which_others_may_write() throws Exception {
    home.startBroker();
    mode(home.path(".claude/run"), "rwxrwxrwx");
    home.foundAndMended("folders", "broken", "others may put files of theirs into", "closed ");
  }

  @Test
  void files_that_others_may_use() throws Exception {
    home.startBroker();
    Path log = Files.writeString(home.path(".local/state/peers/hook.log.1"), "x\n");
    mode(log, "rw-------");
    for (Path file :
        new Path[] {
          sandbox.database(),
          home.path(".claude-peers.db-wal"),
          sandbox.socket(),
          home.path(".claude/run/claude-peers.sock.lock"),
          home.path(".local/state/peers/broker.log"),
          log
        }) {
      mode(file, "rw----r--");
      home.foundAndMended(
          "permissions",
          "broken",
          "others may use " + file,
          "took the rights of others to " + file + " away");
    }
  }

  @Test
  void a_configuration_that_others_may_read_is_a_fault_when_a_token_stands_in_it()
      throws Exception {
    home.startBroker();
    Path file = home.path(".config/peers/config.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "max-unread = 9\n");
    mode(file, "rw-r--r--");
    home.healthy();
    Files.writeString(file, "token = of-the-broker\n");
    home.foundAndMended("permissions", "broken", "others may use " + file, "took the rights");
  }

  @Test
  void little_space() throws Exception {
    home.startBroker();
    long free = Files.getFileStore(sandbox.home()).getUsableSpace() / 1_000_000;
    sandbox.with("CLAUDE_PEERS_DOCTOR_FREE_MB", Long.toString(free * 2));
    home.foundOnly("space", "warning", "MB are free for the database, which is little");
    sandbox.with("CLAUDE_PEERS_DOCTOR_FREE_MB", Long.toString(free * 20));
    home.foundOnly("space", "broken", "soon mail cannot be sent");
  }

  /// Where nobody may mount, there is no small disk to be had.
  @Test
  void a_disk_that_is_too_small() throws Exception {
    Path folder = Files.createDirectories(home.path("disk"));
    sandbox.with("CLAUDE_PEERS_DB", folder.resolve("peers.db").toString());
    try (SmallDisk disk = SmallDisk.in(folder)) {
      if (disk instanceof SmallDisk.Mounted) {
        mode(folder, "rwx------");
        home.foundOnly("space", "broken", "4 MB are free for the database; soon mail cannot");
      }
    }
    home.healthy();
  }

  @Test
  void a_clock_that_was_set_back() throws Exception {
    home.startBroker();
    FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(1)));
    for (Path file : new Path[] {sandbox.database(), home.path(".claude-peers.db-wal")}) {
      FileTime now = Files.getLastModifiedTime(file);
      Files.setLastModifiedTime(file, future);
      home.foundOnly("clock", "warning", "the database was written in the future");
      Files.setLastModifiedTime(file, now);
    }
    home.healthy();
  }
}
