package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.HistoryRequest;
import dev.peers.core.Limits;
import dev.peers.core.Purged;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.MessageState;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What becomes of mail that is too old, or too much to keep.
interface OldMailContract extends BrokerExposure {
  Duration MOMENT = Duration.ofSeconds(1);

  @Test
  default void mail_that_is_unread_for_too_long_is_given_up() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "old");
      network.clock.advance(MOMENT);
      network.send(alice, bob, "not quite as old");
      network.clock.advance(Limits.DEFAULTS.unreadRetention());
      assertThat(answer(network.broker.purge())).isEqualTo(new Purged(1, 0));
      assertThat(texts(network.unread(bob))).containsExactly("not quite as old");
      Message old = history(network, alice).getLast().message();
      assertThat(old.text()).isEqualTo("old");
      assertThat(old.state()).isEqualTo(MessageState.EXPIRED);
      assertThat(old.expiredAt()).contains(network.clock.instant());
      assertThat(answer(network.broker.purge())).isEqualTo(new Purged(0, 0));
    }
  }

  @Test
  default void mail_that_was_given_up_cannot_be_read_any_more() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      long old = network.send(alice, bob, "old").message().id();
      network.clock.advance(Limits.DEFAULTS.unreadRetention().plus(MOMENT));
      answer(network.broker.purge());
      assertThat(answer(network.broker.unreadSummary(bob.agent().pid())).count()).isZero();
      assertThat(done(network.broker.acknowledge(bob.caller(), List.of(old)))).isZero();
      assertThat(done(network.broker.drain(bob.caller()))).isEmpty();
      assertThat(states(network, alice)).containsExactly(MessageState.EXPIRED);
    }
  }

  @Test
  default void old_mail_is_given_up_without_anybody_asking() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "old");
      network.scheduler.advance(Limits.DEFAULTS.unreadRetention());
      assertThat(states(network, alice)).containsExactly(MessageState.STORED);
      network.scheduler.advance(Limits.DEFAULTS.purgePause());
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> states(network, alice).equals(List.of(MessageState.EXPIRED)));
      assertThat(network.unread(bob)).isEmpty();
    }
  }

  @Test
  default void mail_that_was_read_long_ago_is_deleted() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "read first");
      done(network.broker.drain(bob.caller()));
      network.send(alice, bob, "sent then, read later");
      network.clock.advance(MOMENT);
      done(network.broker.drain(bob.caller()));
      network.clock.advance(Limits.DEFAULTS.readRetention());
      assertThat(answer(network.broker.purge())).isEqualTo(new Purged(0, 1));
      assertThat(texts(history(network, alice))).containsExactly("sent then, read later");
    }
  }

  @Test
  default void mail_that_was_given_up_long_ago_is_deleted() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "never read");
      network.clock.advance(Limits.DEFAULTS.unreadRetention().plus(MOMENT));
      answer(network.broker.purge());
      network.clock.advance(Limits.DEFAULTS.readRetention());
      assertThat(answer(network.broker.purge())).isEqualTo(new Purged(0, 0));
      network.clock.advance(MOMENT);
      assertThat(answer(network.broker.purge())).isEqualTo(new Purged(0, 1));
      assertThat(history(network, alice)).isEmpty();
    }
  }

  @Test
  default void beyond_what_is_kept_the_oldest_read_mail_goes_and_unread_mail_stays() {
    try (ContractNetwork network = ContractNetwork.of(this, Limits.DEFAULTS.withMessagesKept(2))) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      network.send(alice, carol, "unread");
      for (int i = 1; i <= 4; i++) {
        network.send(alice, bob, "read " + i);
      }
      done(network.broker.drain(bob.caller()));
      assertThat(answer(network.broker.purge())).isEqualTo(new Purged(0, 2));
      assertThat(texts(history(network, alice))).containsExactly("read 4", "read 3", "unread");
      assertThat(texts(network.unread(carol))).containsExactly("unread");
    }
  }

  private static List<Envelope> history(ContractNetwork network, ContractSession who) {
    return done(network.broker.history(HistoryRequest.of(who.caller(), 10)));
  }

  private static List<MessageState> states(ContractNetwork network, ContractSession who) {
    return history(network, who).stream().map(envelope -> envelope.message().state()).toList();
  }
}
