package dev.peers.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.cli.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `peers kill` and `peers cleanup` do to real processes: they end the agent or the leftover
/// that was recorded, and nothing else.
class KillIT {
  private final Sandbox sandbox = Sandbox.create().with("CLAUDE_PEERS_KILL_GRACE_MS", "300");

  @AfterEach
  void end_everything() throws IOException {
    sandbox.close();
  }

  private Process sleeper() {
    return sandbox.start("sleep", "600");
  }

  private void register(String name, long server, long agent) {
    String request =
        "{\"pid\":%d,\"agent_pid\":%d,\"cwd\":\"/w\",\"name\":\"%s\"}"
            .formatted(server, agent, name);
    assertThat(OwnerOnlyFilesIT.curl(sandbox, "/register", request))
        .extracting(Sandbox.Result::out)
        .asString()
        .contains("\"id\"");
  }

  private Sandbox.Result peers(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = sandbox.launcher();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return sandbox.run(command);
  }

  private static void awaitEnd(Process process) {
    await().atMost(Sandbox.PATIENCE).until(() -> !process.isAlive());
  }

  @Test
  void an_agent_is_asked_to_end_and_ended_after_the_grace_if_it_does_not() {
    sandbox.startBroker();
    Path asked = sandbox.home().resolve("asked");
    Path ready = sandbox.home().resolve("ready");
    String stubborn =
        "trap 'echo asked >" + asked + "' TERM; echo >" + ready + "; while :; do sleep 0.1; done";
    Process agent = sandbox.start("/bin/sh", "-c", stubborn);
    Process bystander = sleeper();
    await().atMost(Sandbox.PATIENCE).until(() -> Files.exists(ready));
    register("stubborn", sleeper().pid(), agent.pid());
    register("bystander", bystander.pid(), bystander.pid());

    Sandbox.Result killed = peers("kill", "stubborn");
    assertThat(killed.out()).contains("(PID " + agent.pid() + ")");
    awaitEnd(agent);
    assertThat(asked).exists();
    assertThat(agent.exitValue()).isEqualTo(128 + 9);
    assertThat(bystander.isAlive()).isTrue();
    assertThat(peers("peers").out()).contains("bystander").doesNotContain("stubborn");
  }

  @Test
  void nobody_ends_what_it_runs_below_even_as_a_person() throws IOException {
    sandbox.startBroker();
    Path go = sandbox.home().resolve("go");
    Path said = sandbox.home().resolve("said");
    String kill =
        "while [ ! -e %s ]; do sleep 0.1; done; %s kill outer >%s 2>&1; echo $? >>%s; sleep 600"
            .formatted(go, sandbox.launcher(), said, said);
    Process outer = sandbox.start("/bin/sh", "-c", kill);
    register("outer", sleeper().pid(), outer.pid());
    Files.createFile(go);
    await().atMost(Sandbox.PATIENCE).until(() -> Sandbox.read(said).lines().count() == 2);
    assertThat(Sandbox.read(said)).contains("Cannot kill yourself").doesNotEndWith("\n0\n");
    assertThat(outer.isAlive()).isTrue();
  }

  @Test
  void neither_the_broker_nor_what_it_runs_below_nor_a_shared_agent_is_ended() {
    Process broker = sandbox.startBroker();
    Process daemon = sleeper();
    register("itself", sleeper().pid(), broker.pid());
    register("above", sleeper().pid(), ProcessHandle.current().pid());
    for (String name : List.of("one", "two")) {
      String request =
          "{\"pid\":%d,\"agent_pid\":%d,\"cwd\":\"/w\",\"client_type\":\"codex\",\"name\":\"%s\","
              .formatted(sleeper().pid(), daemon.pid(), name);
      OwnerOnlyFilesIT.curl(sandbox, "/register", request + "\"thread\":\"" + name + "\"}");
    }
    assertRefused("itself", "the broker runs in it");
    assertRefused("above", "the broker runs in it");
    assertRefused("one", "it serves other sessions too");
    assertThat(broker.isAlive()).isTrue();
    assertThat(daemon.isAlive()).isTrue();
  }

  private void assertRefused(String name, String why) {
    Sandbox.Result refused = peers("kill", name);
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.err()).contains(why);
  }

  @Test
  void an_agent_that_has_ended_is_not_looked_for_and_what_it_left_over_is_ended() throws Exception {
    sandbox.with("CLAUDE_PEERS_SWEEP_SECONDS", "3600").startBroker();
    Process agent = sleeper();
    Process leftOver = sleeper();
    Process fine = sleeper();
    register("left-over", leftOver.pid(), agent.pid());
    register("fine", fine.pid(), fine.pid());
    agent.destroyForcibly().waitFor();

    assertRefused("left-over", "Failed to kill PID " + agent.pid() + ": no such process");
    assertThat(leftOver.isAlive()).isTrue();
    assertThat(peers("cleanup").out()).contains("(PID " + leftOver.pid() + ")");
    awaitEnd(leftOver);
    assertThat(fine.isAlive()).isTrue();
    assertThat(peers("peers").out()).contains("fine").doesNotContain("left-over");
  }
}
