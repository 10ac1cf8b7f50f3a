package dev.peers.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What doctor says where all is well, and in what form it says what is not.
class DoctorIT {
  /// All that is looked at.
  private static final List<String> CHECKS =
      List.of(
          "java",
          "launcher",
          "path",
          "caches",
          "folders",
          "permissions",
          "broker",
          "lock",
          "processes",
          "database",
          "space",
          "clock",
          "claude-code",
          "codex",
          "gemini",
          "opencode",
          "self-test");

  @AutoClose private final DoctorHome home = DoctorHome.create();

  @Test
  void a_healthy_installation_is_tested_through_its_broker_and_left_as_it_was() throws Exception {
    Sandbox sandbox = home.sandbox;
    Process broker = home.startBroker();
    Process watch = sandbox.start(home.command("watch"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> home.peers("status", "--json").out().contains("\"connections\":2"));
    Process agent = sandbox.sleeper();
    sandbox.register(agent.pid(), agent.pid(), "/work/bystander");
    Awaitility.await().until(() -> sandbox.out(watch).contains("bystander"));
    String before = sandbox.out(watch);

    Sandbox.Result result = home.peers("doctor");
    assertThat(result.out())
        .contains("through the broker that clients use, process " + broker.pid())
        .containsPattern("on disk after +[0-9.]+ +ms")
        .containsPattern("pushed +after")
        .containsPattern("acknowledged +after")
        .contains("sound")
        .doesNotContain("[by hand]", "[--fix");
    assertThat(result.exitCode()).as(result.out()).isZero();

    assertThat(home.peers("messages").out()).isEqualTo("No messages.\n");
    assertThat(home.peers("peers", "--names").out()).isEqualTo("bystander\n");
    assertThat(sandbox.out(watch)).isEqualTo(before);
    assertThat(home.peers("status", "--json").out()).contains("\"peers\":1", "\"wakes_queued\":0");
  }

  @Test
  void without_a_broker_it_tests_one_of_its_own_and_leaves_nothing() throws Exception {
    Diagnosis diagnosis = home.doctor();
    assertThat(diagnosis.exitCode()).isZero();
    assertThat(diagnosis.findings())
        .extracting(it -> it.text("check"))
        .containsSubsequence(CHECKS)
        .containsOnly(CHECKS.toArray(String[]::new));
    assertThat(diagnosis.about("self-test")).contains("through a broker of its own, as none runs");
    assertThat(home.sandbox.socket()).doesNotExist();
    assertThat(home.sandbox.database()).doesNotExist();
    try (Stream<Path> left = Files.list(Path.of("/tmp"))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("peers-doctor-")))
          .noneMatch(path -> Files.exists(path.resolve(".claude/run/claude-peers.sock")));
    }
  }

  @Test
  void a_person_reads_what_it_means_what_to_do_and_who_does_it() throws Exception {
    home.startBroker();
    DoctorHome.mode(home.sandbox.database(), "rw-r--r--");
    DoctorHome.change(home.path(".claude/settings.json"), "mcp__claude-peers__*", "mcp__another");
    Sandbox.Result result = home.peers("doctor");
    assertThat(result.out())
        .contains(
            "broken   permissions\n    others may use "
                + home.sandbox.database()
                + "\n    -> take their rights away: chmod go= "
                + home.sandbox.database()
                + " [--fix does so]\n")
        .contains(
            "warning  claude-code\n"
                + "    our tools are not on its allow-list, so that an agent may wait for a"
                + " permission ("
                + home.path(".claude/settings.json")
                + ")\n    -> 'peers setup claude-code' writes it [by hand]\n");
    assertThat(result.exitCode()).isEqualTo(2);

    Sandbox.Result fixed = home.peers("doctor", "--fix");
    assertThat(fixed.out())
        .contains("Done: took the rights of others to " + home.sandbox.database() + " away\n")
        .doesNotContain("broken ");
    assertThat(fixed.exitCode()).isEqualTo(1);
  }

  @Test
  void a_wrong_setting_is_named_before_anything_is_looked_at() {
    home.sandbox.with("CLAUDE_PEERS_PORT", "many");
    Sandbox.Result wrong = home.peers("doctor");
    assertThat(wrong.err()).contains("CLAUDE_PEERS_PORT is 'many'; allowed is a whole number");
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.exitCode()).isEqualTo(2);
  }
}
