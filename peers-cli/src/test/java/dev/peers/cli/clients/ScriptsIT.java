package dev.peers.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The commands that scripts are made of, by their exit codes.
final class ScriptsIT {
  private static final Pattern NUMBER = Pattern.compile("\\[#(\\d+), ");
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int NO_BROKER = 3;
  private static final int TIMED_OUT = 4;

  private final ClientHome home = ClientHome.create();

  @AfterEach
  void closeHome() {
    home.close();
  }

  @Test
  void asking_prints_the_answer() throws Exception {
    try (AgentSession agent = AgentSession.claude(home, "engine")) {
      Running ask = run("ask", agent.id(), "how many?", "--timeout", "60");
      String number =
          await("the question")
              .atMost(AgentSession.PATIENCE)
              .until(
                  () -> {
                    Matcher found = NUMBER.matcher(agent.call("check_messages", Map.of()).text());
                    return found.find() ? Optional.of(found.group(1)) : Optional.<String>empty();
                  },
                  Optional::isPresent)
              .orElseThrow();
      String asker = agent.call("list_peers", Map.of()).text();
      Matcher id = Pattern.compile("ID: ([0-9a-f]{8})").matcher(asker);
      assertThat(id.find()).as(asker).isTrue();
      agent.call(
          "send_message",
          Map.of("to_id", id.group(1), "message", "seven", "reply_to", Long.valueOf(number)));
      assertThat(ask.exit()).isEqualTo(DONE);
      assertThat(ask.out()).isEqualTo("seven\n");
    }
  }

  @Test
  void asking_in_vain_says_how_far_the_question_came() throws Exception {
    try (AgentSession agent = AgentSession.codex(home, "engine", "th-1")) {
      Ran ask = home.peers("ask", agent.id(), "how many?", "--timeout", "0.5");
      assertThat(ask.exit()).isEqualTo(TIMED_OUT);
      assertThat(ask.out()).isEmpty();
      assertThat(ask.err()).containsPattern("The state of message \\d+ is: stored");
      assertThat(home.peers("ask", "deadbeef", "x").exit()).isEqualTo(FAILED);
      assertThat(home.peers("ask", agent.id()).exit()).isEqualTo(USAGE);
    }
    await("the end of the broker")
        .atMost(AgentSession.PATIENCE)
        .until(() -> home.peers("kill-broker").exit() == NO_BROKER);
    assertThat(home.peers("ask", "deadbeef", "x").exit()).isEqualTo(NO_BROKER);
  }

  @Test
  void waiting_prints_the_next_message_of_the_peer_that_is_meant() throws Exception {
    try (AgentSession alice = AgentSession.claude(home, "engine");
        AgentSession bob = AgentSession.claude(home, "site")) {
      alice.id();
      assertThat(home.peers("wait", "--timeout", "0.2").exit()).isEqualTo(TIMED_OUT);
      Running wait = run("wait", "--from", bob.id(), "--timeout", "60", "--name", "shell");
      await("its registration")
          .atMost(AgentSession.PATIENCE)
          .until(() -> wait.err().contains("Waiting as shell"));
      alice.call("send_message", Map.of("to_id", "shell", "message", "not me"));
      bob.call("send_message", Map.of("to_id", "shell", "message", "me"));
      assertThat(wait.exit()).isEqualTo(DONE);
      assertThat(wait.out()).isEqualTo("me\n");
    }
  }

  @Test
  void watching_tells_of_messages_and_of_who_comes_and_goes_until_the_broker_stops()
      throws Exception {
    try (AgentSession alice = AgentSession.claude(home, "engine")) {
      String id = alice.id();
      Running watch = run("watch");
      await("the feed")
          .atMost(AgentSession.PATIENCE)
          .until(
              () -> {
                alice.call("set_summary", Map.of("summary", "at " + System.nanoTime()));
                return watch.out().contains("\"event\":\"peer-here\"");
              });
      try (AgentSession bob = AgentSession.claude(home, "site")) {
        bob.call("send_message", Map.of("to_id", id, "message", "for all to see"));
      }
      await("all of it")
          .atMost(AgentSession.PATIENCE)
          .until(() -> watch.out().contains("\"event\":\"peer-gone\""));
      assertThat(watch.out().lines())
          .allMatch(line -> line.startsWith("{\"event\":"))
          .anyMatch(line -> line.contains("\"message\"") && line.contains("for all to see"));
      home.peers("kill-broker");
      assertThat(watch.exit()).isEqualTo(NO_BROKER);
    }
  }

  /// A command under way.
  private record Running(Process process, Path outFile, Path errFile) {
    String out() throws IOException {
      return Files.readString(outFile);
    }

    String err() throws IOException {
      return Files.readString(errFile);
    }

    int exit() throws InterruptedException {
      if (!process.waitFor(AgentSession.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the command does not end");
      }
      return process.exitValue();
    }
  }

  private Running run(String command, String... arguments) {
    Path folder = home.folder("shell");
    Path out = folder.resolve(command + ".out");
    Path err = folder.resolve(command + ".err");
    String script = "out=$1; shift; exec \"$@\" >\"$out\"";
    List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh", out.toString()));
    line.add(ClientHome.launcher().toString());
    line.add(command);
    line.addAll(List.of(arguments));
    Process process = home.start(folder, line, err);
    await().atMost(AgentSession.PATIENCE).until(() -> Files.exists(out));
    return new Running(process, out, err);
  }
}
