package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.HistoryRequest;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.protocol.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Brokers whose wall clock is set back and forward.
class WrongClockIT {
  private static final int LEAST = 5;
  private static final Duration FAR = Duration.ofDays(40);
  private static final Duration HOUR = Duration.ofHours(1);

  private final BrokerHome home = BrokerHome.create();
  private final BrokerClock clock = BrokerClock.of(home);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void every_message_is_read_once_and_in_order_whatever_the_clock_is_set_to() {
    // The brokers run on, so that no time is needed for starts.
    Duration pause = Duration.ofSeconds(2);
    run(3, 2, Disturbance.settingClock(clock), pause, Duration.ofSeconds(8));
  }

  @Test
  void every_message_is_read_once_and_in_order_by_brokers_that_start_at_any_time() {
    // Each of them starts a broker when there is none.
    Disturbance both = Disturbance.settingClock(clock).then(Disturbance.killing(home));
    run(2, 1, both, Traffic.PAUSE, Duration.ofSeconds(20));
  }

  private void run(
      int senders, int receivers, Disturbance disturbance, Duration pause, Duration time) {
    long seed = System.nanoTime();
    try (Traffic traffic = new Traffic(home, senders, receivers)) {
      int times = traffic.runDisturbed(disturbance, new Random(seed), pause, time, LEAST);
      Ledger ledger = traffic.ledger();
      String run = "seed " + seed + ", clock set " + times + " times, " + ledger;
      System.out.println("WrongClockIT: " + run);
      assertThat(ledger.faults()).as(run).isEmpty();
      assertThat(ledger.losses()).as(run).isEmpty();
      assertThat(ledger.isSettled()).as(run).isTrue();
      assertThat(times).as(run).isGreaterThanOrEqualTo(LEAST);
      assertThat(ledger.messages()).as(run).isGreaterThan(100);
    }
  }

  @Test
  void the_order_of_mail_is_that_of_sending_whatever_the_times() {
    try (Party alice = Party.join(home, "/work/alice");
        Party bob = Party.join(home, "/work/bob");
        Party carol = Party.join(home, "/work/carol")) {
      alice.send(bob, "first").orThrow();
      clock.set(FAR.negated());
      sendUntil(alice, carol, Instant.now().minus(FAR).plus(HOUR)::isAfter);
      alice.send(bob, "early").orThrow();
      clock.set(FAR);
      sendUntil(alice, carol, Instant.now().plus(FAR).minus(HOUR)::isBefore);
      alice.send(bob, "late").orThrow();
      assertThat(bob.fetchTexts()).containsExactly("first", "early", "late");
      assertThat(historyTexts(bob)).containsExactly("late", "early", "first");
    }
  }

  /// The broker sees the clock that was set soon, not at once.
  private static void sendUntil(Party from, Party to, Predicate<Instant> enough) {
    assertThat(
            Waiting.until(
                BrokerHome.PATIENCE,
                () -> enough.test(from.send(to, "now").orThrow().message().sentAt())))
        .as("the clock was set")
        .isTrue();
  }

  @Test
  void unread_mail_outlives_a_broker_whose_clock_is_wrong_by_more_than_the_retention() {
    // What shows that a purge has been: read mail beyond the newest is deleted at its end.
    home.with(Setting.MESSAGES_KEPT, "1");
    try (Party alice = Party.join(home, "/work/alice");
        Party bob = Party.join(home, "/work/bob")) {
      alice.send(bob, "unread").orThrow();
      clock.set(FAR);
      restartBroker();
      sendAndRead(alice, bob, "read first");
      sendAndRead(alice, bob, "read then");
      restartBroker();
      waitUntilPurged(alice, "read first");
      assertThat(bob.fetchTexts()).containsExactly("unread");
      clock.set(Duration.ZERO);
      restartBroker();
      assertThat(bob.fetchTexts()).containsExactly("unread");
    }
  }

  private void restartBroker() {
    home.killBrokers();
    home.launchReady();
  }

  private static void sendAndRead(Party from, Party to, String text) {
    to.acknowledge(List.of(from.send(to, text).orThrow().message().id()));
  }

  private static void waitUntilPurged(Party who, String text) {
    assertThat(Waiting.until(BrokerHome.PATIENCE, () -> !historyTexts(who).contains(text)))
        .as("\"" + text + "\" was deleted")
        .isTrue();
  }

  private static List<String> historyTexts(Party who) {
    return Waiting.answer(who.broker().history(HistoryRequest.of(who.caller(), 10)))
        .orThrow()
        .stream()
        .map(Envelope::message)
        .map(Message::text)
        .toList();
  }
}
