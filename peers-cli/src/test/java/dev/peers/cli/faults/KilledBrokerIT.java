package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A broker that is killed again and again while peers write to each other.
class KilledBrokerIT {
  private static final int SENDERS = 3;
  private static final int RECEIVERS = 2;
  private static final int KILLS = 5;
  private static final Duration TIME = Duration.ofSeconds(20);

  private final BrokerHome home = BrokerHome.create();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void every_message_that_was_sent_is_read_once_and_in_order() {
    long seed = System.nanoTime();
    try (Traffic traffic = new Traffic(home, SENDERS, RECEIVERS)) {
      int kills =
          traffic.runDisturbed(
              Disturbance.killing(home), new Random(seed), Traffic.PAUSE, TIME, KILLS);
      Ledger ledger = traffic.ledger();
      String run = "seed " + seed + ", " + kills + " kills, " + ledger;
      System.out.println("KilledBrokerIT: " + run);
      assertThat(ledger.faults()).as(run).isEmpty();
      assertThat(ledger.losses()).as(run).isEmpty();
      assertThat(ledger.isSettled()).as(run).isTrue();
      assertThat(kills).as(run).isGreaterThanOrEqualTo(KILLS);
      assertThat(ledger.messages()).as(run).isGreaterThan(10 * KILLS);
    }
  }
}
