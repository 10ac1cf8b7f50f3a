package dev.peers.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many who write to one at the same time.
class ConcurrentSendersIT {
  private static final int SENDERS = 8;
  private static final int EACH = 100;

  private final BrokerHome home = BrokerHome.create();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void each_pair_keeps_its_order_and_ids_grow() {
    home.launchReady();
    try (Traffic traffic = new Traffic(home, SENDERS, 1)) {
      traffic.run(EACH);
      Ledger ledger = traffic.ledger();
      assertThat(ledger.faults()).isEmpty();
      assertThat(ledger.losses()).isEmpty();
      assertThat(ledger.messages()).isEqualTo(SENDERS * EACH);
      assertThat(ledger.duplicates()).isZero();
      assertThat(ledger.retries()).isZero();
    }
  }
}
