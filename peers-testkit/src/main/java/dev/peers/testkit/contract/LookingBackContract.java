package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.HistoryRequest;
import dev.peers.core.Outcome;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.model.Envelope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How past mail is found again.
interface LookingBackContract extends BrokerExposure {
  @Test
  default void the_history_is_what_one_sent_and_received_newest_first_and_consumes_nothing() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      network.send(alice, bob, "1");
      network.send(bob, alice, "2");
      network.send(bob, carol, "not of alice");
      network.send(carol, alice, "3");
      done(network.broker.drain(alice.caller()));
      network.send(bob, alice, "4");
      assertThat(texts(last(network, alice, 10))).containsExactly("4", "3", "2", "1");
      assertThat(texts(last(network, alice, 2))).containsExactly("4", "3");
      assertThat(texts(network.unread(alice))).containsExactly("4");
    }
  }

  @Test
  default void the_history_can_be_narrowed_to_one_peer() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      network.send(alice, bob, "1");
      network.send(alice, carol, "with carol");
      network.send(bob, alice, "2");
      assertThat(texts(look(network, alice, bob.ref(), "", 0))).containsExactly("2", "1");
      assertThat(texts(look(network, alice, "b", "", 0))).containsExactly("2", "1");
      Optional<String> nobody = Optional.of("nobody-of-this-name");
      HistoryRequest request =
          new HistoryRequest(alice.caller(), 10, nobody, Optional.empty(), Optional.empty());
      assertThat(code(network.broker.history(request))).isEqualTo(Code.PEER_NOT_FOUND);
    }
  }

  @Test
  default void mail_exchanged_with_a_peer_that_has_left_is_still_found() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, alice, "farewell");
      done(network.broker.unregister(bob.caller()));
      assertThat(texts(look(network, alice, bob.ref(), "", 0))).containsExactly("farewell");
      assertThat(last(network, alice, 10).getFirst().from().name().orElseThrow().value())
          .isEqualTo("b");
    }
  }

  @Test
  default void the_history_can_be_searched() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "The Build is GREEN");
      network.send(alice, bob, "100% sure");
      assertThat(texts(look(network, alice, "", "build is green", 0)))
          .containsExactly("The Build is GREEN");
      assertThat(texts(look(network, alice, "", "%", 0))).containsExactly("100% sure");
      assertThat(look(network, alice, "", "absent", 0)).isEmpty();
    }
  }

  @Test
  default void the_history_is_read_in_pages() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "1");
      network.send(alice, bob, "2");
      long third = network.send(alice, bob, "3").message().id();
      assertThat(texts(look(network, alice, "", "", third))).containsExactly("2", "1");
    }
  }

  @Test
  default void no_limit_means_everything() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      for (int i = 0; i < 110; i++) {
        network.send(alice, bob, "m" + i);
      }
      assertThat(last(network, alice, 1_000_000)).hasSize(100);
      assertIsBounded(network, HistoryRequest.of(alice.caller(), -1));
      assertIsBounded(network, HistoryRequest.of(alice.caller(), 0));
    }
  }

  /// A limit that is none may be refused or replaced by the usual one, but never dropped.
  private static void assertIsBounded(ContractNetwork network, HistoryRequest request) {
    switch (answer(network.broker.history(request))) {
      case Outcome.Done<List<Envelope>>(List<Envelope> mail) ->
          assertThat(mail).hasSize(HistoryRequest.DEFAULT_LIMIT);
      case Outcome.Refused<List<Envelope>>(Refusal refusal) ->
          assertThat(refusal.code()).isEqualTo(Code.INVALID_REQUEST);
    }
  }

  @Test
  default void a_person_sees_everybodys_mail() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      network.send(alice, bob, "1");
      network.send(bob, carol, "2");
      assertThat(texts(done(network.broker.history(HistoryRequest.of(Caller.CLI, 10)))))
          .containsExactly("2", "1");
    }
  }

  @Test
  default void who_is_not_registered_has_no_history() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      Caller nobody = Caller.unverified("deadbeef");
      assertThat(code(network.broker.history(HistoryRequest.of(nobody, 10))))
          .isEqualTo(Code.UNKNOWN_PEER);
    }
  }

  private static List<Envelope> last(ContractNetwork network, ContractSession who, int limit) {
    return done(network.broker.history(HistoryRequest.of(who.caller(), limit)));
  }

  private static List<Envelope> look(
      ContractNetwork network, ContractSession who, String with, String search, long before) {
    return done(
        network.broker.history(
            new HistoryRequest(
                who.caller(),
                10,
                Optional.of(with).filter(text -> !text.isEmpty()),
                Optional.of(search).filter(text -> !text.isEmpty()),
                Optional.of(before).filter(id -> id > 0))));
  }
}
