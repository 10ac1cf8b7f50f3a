package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.HistoryRequest;
import dev.peers.core.Refusal.Code;
import dev.peers.core.UnreadSummary;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.MessageState;
import dev.peers.core.model.Wake;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How mail is read, and what is known of it.
interface ReadingContract extends BrokerExposure {
  @Test
  default void fetching_shows_unread_mail_oldest_first_and_consumes_nothing() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "1");
      network.send(alice, bob, "2");
      network.send(bob, alice, "not for bob");
      assertThat(texts(network.unread(bob))).containsExactly("1", "2");
      assertThat(texts(network.unread(bob))).containsExactly("1", "2");
      assertThat(network.unread(bob))
          .allSatisfy(e -> assertThat(e.message().state()).isEqualTo(MessageState.STORED));
    }
  }

  @Test
  default void draining_shows_unread_mail_oldest_first_and_once() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "1");
      network.send(alice, bob, "2");
      List<Envelope> drained = done(network.broker.drain(bob.caller()));
      assertThat(texts(drained)).containsExactly("1", "2");
      assertThat(done(network.broker.drain(bob.caller()))).isEmpty();
      assertThat(network.unread(bob)).isEmpty();
    }
  }

  @Test
  default void acknowledging_reads_exactly_what_it_names_and_once() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      long first = network.send(alice, bob, "1").message().id();
      network.send(alice, bob, "2");
      assertThat(acknowledge(network, bob, first, first + 500)).isEqualTo(1);
      assertThat(acknowledge(network, bob, first)).isZero();
      assertThat(acknowledge(network, bob)).isZero();
      assertThat(texts(network.unread(bob))).containsExactly("2");
    }
  }

  @Test
  default void only_ones_own_mail_can_be_acknowledged() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      long id = network.send(alice, bob, "for bob").message().id();
      network.send(alice, carol, "for carol");
      assertThat(acknowledge(network, carol, id)).isZero();
      assertThat(acknowledge(network, alice, id)).isZero();
      assertThat(texts(network.unread(bob))).containsExactly("for bob");
    }
  }

  @Test
  default void a_sender_sees_how_far_its_message_has_come() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      long id = network.send(alice, bob, "hello").message().id();
      assertThat(onlySent(network, alice).state()).isEqualTo(MessageState.STORED);

      network.clock.advance(Duration.ofSeconds(1));
      Instant pushed = network.clock.instant();
      report(network, bob, id);
      assertThat(onlySent(network, alice).state()).isEqualTo(MessageState.PUSHED);
      assertThat(onlySent(network, alice).pushedAt()).contains(pushed);
      assertThat(texts(network.unread(bob))).containsExactly("hello");

      network.clock.advance(Duration.ofSeconds(1));
      Instant read = network.clock.instant();
      acknowledge(network, bob, id);
      assertThat(onlySent(network, alice).state()).isEqualTo(MessageState.READ);
      assertThat(onlySent(network, alice).readAt()).contains(read);
      assertThat(onlySent(network, alice).pushedAt()).contains(pushed);
    }
  }

  @Test
  default void only_ones_own_mail_can_be_reported_as_pushed() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      long id = network.send(alice, bob, "for bob").message().id();
      report(network, carol, id);
      report(network, alice, id);
      assertThat(onlySent(network, alice).state()).isEqualTo(MessageState.STORED);
      assertThat(
              code(
                  network.broker.report(
                      new DeliveryReport(Caller.unverified("deadbeef"), Wake.NONE, List.of(id)))))
          .isEqualTo(Code.UNKNOWN_PEER);
    }
  }

  @Test
  default void the_unread_mail_of_an_agent_is_that_of_all_its_peers() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession one = network.join("/work/c");
      ContractSession two = network.join(one.agent(), "/work/c");
      ContractSession idle = network.join(one.agent(), "/work/c");
      network.send(bob, one, "1");
      network.send(alice, two, "2");
      network.send(bob, two, "3");
      UnreadSummary summary = answer(network.broker.unreadSummary(one.agent().pid()));
      assertThat(summary.count()).isEqualTo(3);
      assertThat(summary.senders()).containsExactlyInAnyOrder(bob.id(), alice.id());
      assertThat(summary.peerIds())
          .containsExactlyInAnyOrder(one.id(), two.id())
          .doesNotContain(idle.id());
    }
  }

  @Test
  default void an_agent_without_mail_or_peers_has_nothing_unread() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      UnreadSummary nothing = new UnreadSummary(0, List.of(), List.of());
      assertThat(answer(network.broker.unreadSummary(alice.agent().pid()))).isEqualTo(nothing);
      assertThat(answer(network.broker.unreadSummary(99_999))).isEqualTo(nothing);
    }
  }

  private static int acknowledge(ContractNetwork network, ContractSession who, Long... ids) {
    return done(network.broker.acknowledge(who.caller(), List.of(ids)));
  }

  private static void report(ContractNetwork network, ContractSession who, long id) {
    done(network.broker.report(new DeliveryReport(who.caller(), Wake.NONE, List.of(id))));
  }

  private static Message onlySent(ContractNetwork network, ContractSession who) {
    List<Envelope> history = done(network.broker.history(HistoryRequest.of(who.caller(), 10)));
    assertThat(history).hasSize(1);
    return history.getFirst().message();
  }
}
