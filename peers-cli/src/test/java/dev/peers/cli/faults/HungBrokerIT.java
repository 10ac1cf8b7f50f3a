package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.BrokerHealth;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.PeersException;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Setting;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Brokers that do not answer any more, and those that are told to stop.
class HungBrokerIT {
  /// What a call may take beyond its time on a busy machine.
  private static final Duration SLACK = Duration.ofMillis(1_500);

  private final BrokerHome home = BrokerHome.create();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void a_call_ends_within_five_seconds_and_works_again_afterwards() {
    Process broker = home.launchReady();
    AtomicInteger starts = new AtomicInteger();
    try (RemoteBroker client = home.client(starts::incrementAndGet)) {
      assertThat(Waiting.answer(client.health()).pid()).isEqualTo(broker.pid());
      BrokerHome.stop(broker);
      assertThat(timeUntilUnavailable(client)).isLessThan(Duration.ofSeconds(5).plus(SLACK));
      BrokerHome.signal(broker, "CONT");
      assertThat(Waiting.answer(client.health()).pid()).isEqualTo(broker.pid());
      assertThat(starts).hasValue(0);
    }
  }

  @Test
  void many_calls_at_once_end_as_soon_as_one() {
    Duration time = Duration.ofSeconds(1);
    home.with(Setting.REQUEST_TIMEOUT, "1000");
    Process broker = home.launchReady();
    try (RemoteBroker client = home.client(BrokerStarter.NONE)) {
      Waiting.answer(client.health());
      BrokerHome.stop(broker);
      long start = System.nanoTime();
      List<CompletableFuture<BrokerHealth>> calls =
          IntStream.range(0, 40).mapToObj(i -> client.health().toCompletableFuture()).toList();
      boolean ended =
          Waiting.until(
              time.plus(SLACK.dividedBy(2)),
              () -> calls.stream().allMatch(CompletableFuture::isDone));
      assertThat(ended).as("after %s ms", (System.nanoTime() - start) / 1_000_000).isTrue();
      assertThat(calls).allMatch(CompletableFuture::isCompletedExceptionally);
      BrokerHome.signal(broker, "CONT");
      assertThat(Waiting.answer(client.health()).pid()).isEqualTo(broker.pid());
    }
  }

  @Test
  void a_call_ends_in_time_also_where_no_connection_is_taken() throws Exception {
    home.with(Setting.REQUEST_TIMEOUT, "1000");
    Process broker = home.launchReady();
    AtomicInteger starts = new AtomicInteger();
    List<SocketChannel> waiting = new ArrayList<>();
    try (RemoteBroker client = home.client(starts::incrementAndGet)) {
      BrokerHome.stop(broker);
      fillBacklog(waiting);
      assertThat(timeUntilUnavailable(client)).isLessThan(Duration.ofSeconds(1).plus(SLACK));
      assertThat(starts).hasValue(0);
    } finally {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
    BrokerHome.signal(broker, "CONT");
    // It still has to find out that those who queued have gone, and refuses more until then.
    assertThat(Waiting.until(BrokerHome.PATIENCE, this::isWell)).isTrue();
  }

  @Test
  void calls_that_are_not_answered_cost_no_descriptors() throws Exception {
    home.with(Setting.REQUEST_TIMEOUT, "100");
    Process broker = home.launchReady();
    try (RemoteBroker client = home.client(BrokerStarter.NONE)) {
      Waiting.answerAtLast(BrokerHome.PATIENCE, client::health);
      BrokerHome.stop(broker);
      timeUntilUnavailable(client);
      long before = descriptors();
      for (int i = 0; i < 30; i++) {
        timeUntilUnavailable(client);
      }
      assertThat(descriptors()).isLessThanOrEqualTo(before + 2);
      BrokerHome.signal(broker, "CONT");
      Waiting.answerAtLast(BrokerHome.PATIENCE, client::health);
    }
  }

  @Test
  void sigterm_stops_it_in_order() throws Exception {
    Process broker = home.launchReady();
    try (Party sender = Party.join(home, "/work/a");
        Party receiver = Party.join(home, "/work/b")) {
      sender.send(receiver, "before the stop").orThrow();
      broker.destroy();
      assertThat(broker.waitFor(BrokerHome.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(broker.exitValue()).isZero();
      assertThat(home.settings().socket()).doesNotExist();
      assertThat(Path.of(home.settings().database() + "-wal")).doesNotExist();
      home.launchReady();
      assertThat(receiver.fetchTexts()).containsExactly("before the stop");
    }
  }

  @Test
  void the_socket_of_one_that_was_killed_is_replaced() {
    Process killed = home.launchReady();
    BrokerHome.kill(killed);
    assertThat(home.settings().socket()).exists();
    try (RemoteBroker client = home.client(BrokerStarter.NONE)) {
      assertThatThrownBy(() -> Waiting.answer(client.health()))
          .isInstanceOfSatisfying(
              BrokerUnavailableException.class, e -> assertThat(e.wasNotSent()).isTrue());
      Process next = home.launchReady();
      assertThat(Waiting.answer(client.health()).pid()).isEqualTo(next.pid());
    }
  }

  /// Connects until the operating system queues no more.
  private void fillBacklog(List<SocketChannel> waiting) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(home.settings().socket());
    for (int i = 0; i < 10_000; i++) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      waiting.add(channel);
      channel.configureBlocking(false);
      try {
        channel.connect(address);
      } catch (IOException e) {
        return;
      }
    }
    throw new IOException("the backlog has no end");
  }

  private boolean isWell() {
    try (RemoteBroker client = home.client(BrokerStarter.NONE)) {
      return Waiting.answer(client.health()).peers() == 0;
    } catch (PeersException e) {
      return false;
    }
  }

  private static Duration timeUntilUnavailable(RemoteBroker client) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> Waiting.answer(client.health()))
        .isInstanceOf(BrokerUnavailableException.class);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
