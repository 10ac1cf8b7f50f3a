package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.HistoryRequest;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SendRequest;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.model.Secret;
import dev.peers.core.model.Wake;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What can be done with the key that is left for an agent while mail waits for it.
interface KeyContract extends BrokerExposure {
  @Test
  default void a_key_fetches_and_acknowledges_the_mail_of_its_agent() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      long id = network.send(alice, bob, "hello").message().id();
      Caller hook = new Caller(bob.ref(), network.marks.keyOf(bob.agent()));
      assertThat(texts(network.unread(hook))).containsExactly("hello");
      assertThat(texts(network.unread(bob))).as("looking reads nothing").containsExactly("hello");
      assertThat(done(network.broker.acknowledge(hook, List.of(id)))).isEqualTo(1);
      assertThat(network.unread(bob)).isEmpty();
    }
  }

  @Test
  default void a_key_opens_the_mail_of_all_peers_of_its_agent_and_of_no_other() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession one = network.join("/work/b");
      ContractSession two = network.join(one.agent(), "/work/c");
      ContractSession other = network.join("/work/d");
      network.send(alice, one, "1");
      network.send(alice, two, "2");
      long id = network.send(alice, other, "3").message().id();
      Optional<Secret> key = network.marks.keyOf(one.agent());
      assertThat(texts(network.unread(new Caller(one.ref(), key)))).containsExactly("1");
      assertThat(texts(network.unread(new Caller(two.ref(), key)))).containsExactly("2");
      Caller forged = new Caller(other.ref(), key);
      assertThat(code(network.broker.fetch(forged))).isEqualTo(Code.WRONG_SECRET);
      assertThat(code(network.broker.acknowledge(forged, List.of(id))))
          .isEqualTo(Code.WRONG_SECRET);
      assertThat(texts(network.unread(other))).containsExactly("3");
    }
  }

  @Test
  default void a_key_is_good_for_one_batch_of_mail() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      assertThat(network.marks.keyOf(bob.agent())).isEmpty();
      network.send(alice, bob, "1");
      Optional<Secret> first = network.marks.keyOf(bob.agent());
      network.send(alice, bob, "2");
      assertThat(network.marks.keyOf(bob.agent())).isEqualTo(first);
      done(network.broker.drain(bob.caller()));
      assertThat(network.marks.keyOf(bob.agent())).isEmpty();
      Caller hook = new Caller(bob.ref(), first);
      assertThat(code(network.broker.fetch(hook))).isEqualTo(Code.WRONG_SECRET);
      network.send(alice, bob, "3");
      assertThat(network.marks.keyOf(bob.agent())).isPresent().isNotEqualTo(first);
      assertThat(code(network.broker.fetch(hook))).isEqualTo(Code.WRONG_SECRET);
    }
  }

  @Test
  default void a_key_opens_nothing_but_unread_mail() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      long id = network.send(alice, bob, "hello").message().id();
      Caller hook = new Caller(bob.ref(), network.marks.keyOf(bob.agent()));
      assertThat(
              List.of(
                  code(network.broker.send(SendRequest.of(hook, alice.ref(), "as bob"))),
                  code(network.broker.drain(hook)),
                  code(network.broker.history(HistoryRequest.of(hook, 10))),
                  code(network.broker.heartbeat(hook)),
                  code(network.broker.report(new DeliveryReport(hook, Wake.NONE, List.of(id)))),
                  code(
                      network.broker.subscribe(
                          new SubscribeRequest(hook, Optional.empty()), event -> {})),
                  code(network.broker.unregister(hook))))
          .containsOnly(Code.WRONG_SECRET);
    }
  }
}
