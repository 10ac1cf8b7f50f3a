package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `peers backup` and `peers purge` of the real distribution.
class MaintenanceIT {
  @AutoClose private final Sandbox sandbox = Sandbox.create();

  @Test
  void a_backup_of_a_running_broker_is_served_by_another_with_the_same_unread_mail()
      throws Exception {
    sandbox.startBroker();
    Process receiver = sandbox.sleeper();
    String to = sandbox.register(receiver.pid(), receiver.pid(), "/work/b");
    assertThat(sandbox.peers("send", to, "kept for later").exitCode()).isEqualTo(ExitCode.OK);
    Path copy = sandbox.home().resolve("copy.db");
    Sandbox.Result result = sandbox.peers("backup", copy.toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).isEqualTo("Backup written to " + copy + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    String unread = fetch(sandbox, to);
    assertThat(unread).contains("[via CLI, unverified sender] kept for later");
    try (Sandbox other = Sandbox.create()) {
      other.with("CLAUDE_PEERS_DB", copy.toString()).startBroker();
      assertThat(fetch(other, to)).isEqualTo(unread);
      assertThat(other.database()).doesNotExist();
      assertThat(other.curl("/ack-messages", "{\"id\":\"" + to + "\",\"message_ids\":[1]}"))
          .contains("\"acked\":1");
    }
    assertThat(fetch(sandbox, to)).as("the original").isEqualTo(unread);
  }

  @Test
  void a_backup_leaves_a_file_that_exists_as_it_is() throws Exception {
    sandbox.startBroker();
    Path target = Files.write(sandbox.home().resolve("mine"), new byte[] {1, 0, -1, 10});
    Sandbox.Result result = sandbox.peers("backup", target.toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(target.toString())
        .contains("exists already")
        .doesNotContain("\tat ");
    assertThat(target).hasBinaryContent(new byte[] {1, 0, -1, 10});
  }

  @Test
  void a_backup_of_nothing_is_a_clear_error() {
    Path target = sandbox.home().resolve("copy.db");
    Sandbox.Result result = sandbox.peers("backup", target.toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("there is no database " + sandbox.database())
        .doesNotContain("\tat ");
    assertThat(target).doesNotExist();
    assertThat(sandbox.database()).doesNotExist();
  }

  @Test
  void a_purge_says_what_it_did_and_leaves_mail_whose_time_has_not_come() {
    sandbox.startBroker();
    Process receiver = sandbox.sleeper();
    String to = sandbox.register(receiver.pid(), receiver.pid(), "/work/b");
    assertThat(sandbox.peers("send", to, "young").exitCode()).isEqualTo(ExitCode.OK);
    Sandbox.Result result = sandbox.peers("purge");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).isEqualTo("Gave up 0 unread message(s), deleted 0 old one(s).\n");
    assertThat(fetch(sandbox, to)).contains("[via CLI, unverified sender] young");
  }

  @Test
  void a_purge_without_a_broker_starts_none() {
    Sandbox.Result result = sandbox.peers("purge");
    assertThat(result.exitCode()).isEqualTo(ExitCode.NO_BROKER);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isNotBlank().doesNotContain("\tat ");
    assertThat(sandbox.socket()).doesNotExist();
  }

  private static String fetch(Sandbox at, String id) {
    return at.curl("/fetch-messages", "{\"id\":\"" + id + "\"}");
  }
}
