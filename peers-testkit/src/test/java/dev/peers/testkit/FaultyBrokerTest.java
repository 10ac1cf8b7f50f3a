package dev.peers.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.BrokerHealth;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.Caller;
import dev.peers.core.ListRequest;
import dev.peers.core.PeerStatus;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.model.ClientType;
import dev.peers.testkit.contract.BrokerContract;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FaultyBrokerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final ManualScheduler scheduler = new ManualScheduler(clock);
  private final FakeProcessInspector processes = new FakeProcessInspector();
  private final InMemoryPeerStore store = new InMemoryPeerStore();
  private final Broker broker =
      Peers.builder()
          .store(store)
          .processes(processes)
          .clock(clock)
          .scheduler(scheduler)
          .writer(Runnable::run)
          .open();
  private final FaultyBroker way = FaultyBroker.over(broker, scheduler);
  private final Caller alice = join(1_001, "/work/alice");
  private final Caller bob = join(1_002, "/work/bob");

  /// Without faults it is a broker like any other.
  @Nested
  class WithoutFaults implements BrokerContract {
    @Override
    public Broker expose(Broker network) {
      return FaultyBroker.over(network, new ManualScheduler(new ManualClock()));
    }
  }

  @AfterEach
  void close() {
    way.close();
  }

  @Test
  void a_refused_request_fails_at_once_and_was_not_sent() {
    way.on(BrokerOperation.SEND).refuse();
    assertThat(failure(send("one")).wasNotSent()).isTrue();
    assertThat(stored()).isZero();
  }

  @Test
  void a_lost_request_is_not_carried_out() {
    way.on(BrokerOperation.SEND).nth(1).dropRequest();
    assertThat(send("one")).isNotDone();
    assertThat(send("two")).isCompleted();
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void a_lost_answer_leaves_what_was_done() {
    way.on(BrokerOperation.SEND).dropAnswer();
    assertThat(send("one")).isNotDone();
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void a_connection_that_breaks_leaves_open_what_was_done() {
    way.on(BrokerOperation.SEND).breakOff();
    assertThat(failure(send("one")).wasNotSent()).isFalse();
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void a_request_and_an_answer_take_their_time() {
    way.on(BrokerOperation.SEND).nth(1).delayRequest(SECOND);
    way.on(BrokerOperation.SEND).nth(2).delayAnswer(SECOND);
    CompletableFuture<?> late = send("one");
    CompletableFuture<?> lateAnswer = send("two");
    assertThat(stored()).isEqualTo(1);
    assertThat(lateAnswer).isNotDone();
    scheduler.advance(SECOND);
    assertThat(stored()).isEqualTo(2);
    assertThat(late).isCompleted();
    assertThat(lateAnswer).isCompleted();
  }

  @Test
  void a_request_arrives_twice() {
    way.on(BrokerOperation.SEND).duplicate();
    assertThat(send("one")).isCompleted();
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void a_partition_refuses_until_it_heals() {
    RecordingListener listener = listen();
    way.cut(Partition.REFUSED);
    assertThat(listener.hasEnded()).isTrue();
    assertThat(failure(send("one")).wasNotSent()).isTrue();
    assertThat(way.isCut()).isTrue();
    way.heal();
    assertThat(send("two")).isCompleted();
  }

  @Test
  void a_silent_partition_is_noticed_when_it_heals() {
    RecordingListener listener = listen();
    way.cut(Partition.SILENT);
    broker.send(SendRequest.of(alice, bob.ref(), "one"));
    assertThat(send("two")).isNotDone();
    assertThat(listener.events()).isEmpty();
    assertThat(listener.hasEnded()).isFalse();
    way.behave();
    assertThat(listener.hasEnded()).isTrue();
  }

  @Test
  void closing_a_subscription_closes_the_one_beneath() {
    Subscription subscription =
        way.subscribe(new SubscribeRequest(bob, Optional.empty()), new RecordingListener())
            .toCompletableFuture()
            .join()
            .orThrow();
    assertThat(listening()).isEqualTo(1);
    subscription.close();
    assertThat(listening()).isZero();
  }

  @Test
  void faults_stand_over_each_other() {
    FaultyBroker outer = FaultyBroker.over(way, scheduler, 1);
    outer.on(BrokerOperation.HEALTH).duplicate();
    way.on(BrokerOperation.HEALTH).nth(1).refuse();
    CompletableFuture<BrokerHealth> first = outer.health().toCompletableFuture();
    assertThat(first).isCompletedExceptionally();
    assertThat(outer.health().toCompletableFuture()).isCompleted();
  }

  private long listening() {
    return broker.list(ListRequest.MACHINE).toCompletableFuture().join().stream()
        .filter(PeerStatus::connected)
        .count();
  }

  private Caller join(long pid, String folder) {
    processes.start(pid);
    return broker
        .register(RegisterRequest.of(pid, folder, ClientType.CLAUDE_CODE))
        .toCompletableFuture()
        .join()
        .orThrow()
        .caller();
  }

  private RecordingListener listen() {
    RecordingListener listener = new RecordingListener();
    way.subscribe(new SubscribeRequest(bob, Optional.empty()), listener);
    return listener;
  }

  private CompletableFuture<?> send(String text) {
    return way.send(SendRequest.of(alice, bob.ref(), text)).toCompletableFuture();
  }

  private int stored() {
    return store.unreadCounts().values().stream().mapToInt(count -> count).sum();
  }

  private static BrokerUnavailableException failure(CompletableFuture<?> stage) {
    return (BrokerUnavailableException) stage.exceptionNow();
  }
}
