package dev.peers.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.Registration;
import dev.peers.core.model.ClientType;
import dev.peers.testkit.FakeProcessInspector;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.ManualClock;
import dev.peers.testkit.ManualScheduler;
import dev.peers.testkit.SequentialIds;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleExitTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final FakeProcessInspector processes = new FakeProcessInspector();
  private final ManualClock clock = new ManualClock();
  private final ManualScheduler scheduler = new ManualScheduler(clock);
  private final AtomicInteger stops = new AtomicInteger();
  private final Broker broker =
      Peers.builder()
          .store(new InMemoryPeerStore())
          .processes(processes)
          .ids(new SequentialIds())
          .clock(clock)
          .scheduler(scheduler)
          .writer(Runnable::run)
          .open();

  @BeforeEach
  void watch() {
    IdleExit.watch(broker, PATIENCE, clock, scheduler, stops::incrementAndGet);
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void it_leaves_after_five_minutes_without_peers() {
    scheduler.advance(PATIENCE.minusSeconds(20));
    assertThat(stops).hasValue(0);
    scheduler.advance(Duration.ofSeconds(40));
    assertThat(stops.get()).isPositive();
  }

  @Test
  void it_stays_while_there_is_a_peer_and_counts_anew_when_it_has_gone() {
    processes.start(10);
    Registration peer =
        broker
            .register(RegisterRequest.of(10, "/work", ClientType.CODEX))
            .toCompletableFuture()
            .join()
            .orThrow();
    scheduler.advance(PATIENCE.multipliedBy(3));
    assertThat(stops).hasValue(0);
    broker.unregister(peer.caller()).toCompletableFuture().join().orThrow();
    scheduler.advance(PATIENCE.minusSeconds(30));
    assertThat(stops).hasValue(0);
    scheduler.advance(Duration.ofMinutes(1));
    assertThat(stops.get()).isPositive();
  }

  @Test
  void a_clock_set_back_does_not_keep_it_for_ever() {
    scheduler.advance(Duration.ofMinutes(1));
    clock.advance(Duration.ofDays(-1));
    scheduler.advance(Duration.ofDays(1).plus(PATIENCE).plusMinutes(1));
    assertThat(stops.get()).isPositive();
  }
}
