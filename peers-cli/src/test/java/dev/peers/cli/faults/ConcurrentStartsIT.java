package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.protocol.RemoteBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Brokers that want the same socket.
class ConcurrentStartsIT {
  private static final int AT_ONCE = 50;

  private final BrokerHome home = BrokerHome.create();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void fifty_starts_at_once_leave_exactly_one() throws Exception {
    List<Process> brokers = IntStream.range(0, AT_ONCE).mapToObj(i -> home.launch()).toList();
    boolean settled =
        Waiting.until(
            BrokerHome.PATIENCE.multipliedBy(2),
            () -> brokers.stream().filter(Process::isAlive).count() <= 1);
    assertThat(settled).isTrue();
    Process winner = brokers.stream().filter(Process::isAlive).findFirst().orElseThrow();
    assertThat(Waiting.until(BrokerHome.PATIENCE, () -> isReady(winner))).isTrue();
    for (Process loser : brokers) {
      if (!loser.equals(winner)) {
        assertLost(loser);
      }
    }
    assertThat(Files.readAllLines(home.settings().logFile()))
        .filteredOn(line -> line.contains("ready on"))
        .hasSize(1);
    try (RemoteBroker client = home.client(() -> {})) {
      assertThat(Waiting.answer(client.health()).pid()).isEqualTo(winner.pid());
    }
  }

  @Test
  void the_one_that_comes_late_touches_nothing() throws Exception {
    home.launchReady();
    try (Party sender = Party.join(home, "/work/a");
        Party receiver = Party.join(home, "/work/b")) {
      sender.send(receiver, "still here?").orThrow();
      // Hooks are told last, by a thread of its own.
      assertThat(Waiting.until(BrokerHome.PATIENCE, this::isMailMarked)).isTrue();
      Map<String, String> before = files();
      Process late = home.launch();
      assertThat(late.waitFor(BrokerHome.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertLost(late);
      assertThat(files()).isEqualTo(before);
      assertThat(receiver.fetchTexts()).containsExactly("still here?");
    }
  }

  private boolean isMailMarked() {
    try {
      return files().keySet().stream().anyMatch(file -> file.contains(".sock.unread/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady(Process broker) {
    return home.printedBy(broker).contains(" ready on ");
  }

  private void assertLost(Process broker) {
    assertThat(broker.exitValue()).isEqualTo(1);
    assertThat(home.printedBy(broker).strip().lines())
        .singleElement()
        .asString()
        .contains("another broker serves " + home.settings().socket() + " already")
        .contains("kill-broker");
  }

  /// Every file but what brokers print, as one can tell whether it was touched.
  private Map<String, String> files() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home.folder())) {
      for (Path file : all.filter(f -> !f.toString().endsWith(".err")).toList()) {
        if (!file.equals(home.folder())) {
          found.put(
              file.toString(),
              Files.readAttributes(file, "unix:ino,mode,size,lastModifiedTime").toString());
        }
      }
    }
    return found;
  }
}
