package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.KillRequest;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SendRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What becomes of the unread mail of a peer that goes: it waits, and nothing loses it.
interface InheritanceContract extends BrokerExposure {
  @Test
  default void who_unregisters_finds_its_mail_on_return() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession before = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, before, "hello");
      done(network.broker.unregister(before.caller()));
      network.processes.end(before.server().pid());
      ContractSession after = network.join(before.agent(), "/work/a");
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(texts(network.unread(after))).containsExactly("hello");
    }
  }

  @Test
  default void who_has_left_cannot_act_nor_be_sent_to() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      done(network.broker.unregister(alice.caller()));
      assertThat(code(network.broker.heartbeat(alice.caller()))).isEqualTo(Code.UNKNOWN_PEER);
      assertThat(
              code(network.broker.send(SendRequest.of(alice.caller(), bob.ref(), "from beyond"))))
          .isEqualTo(Code.UNKNOWN_SENDER);
      assertThat(code(network.broker.send(SendRequest.of(bob.caller(), alice.ref(), "hello?"))))
          .isEqualTo(Code.PEER_NOT_FOUND);
    }
  }

  @Test
  default void a_new_agent_in_the_folder_of_a_dead_one_finds_its_mail() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession before = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, before, "for whoever works there");
      network.end(before);
      ContractSession after = network.join("/work/a");
      assertThat(after.peer().name()).isEqualTo(before.peer().name());
      assertThat(texts(network.unread(after))).containsExactly("for whoever works there");
    }
  }

  @Test
  default void mail_does_not_go_to_another_agent_while_its_own_lives() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, alice, "for alice");
      network.processes.end(alice.server().pid());
      ContractSession stranger = network.join("/work/a");
      assertThat(stranger.id()).isNotEqualTo(alice.id());
      assertThat(network.unread(stranger)).isEmpty();
      ContractSession after = network.join(alice.agent(), "/work/a");
      assertThat(texts(network.unread(after))).containsExactly("for alice");
    }
  }

  @Test
  default void mail_of_who_leaves_goes_to_a_living_sibling_of_its_agent() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession one = network.join("/work/a");
      ContractSession two = network.join(one.agent(), "/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, one, "1");
      network.send(bob, two, "2");
      done(network.broker.unregister(one.caller()));
      assertThat(texts(network.unread(two))).containsExactly("1", "2");
    }
  }

  @Test
  default void mail_of_the_dead_goes_to_a_living_sibling_of_its_agent() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession one = network.join("/work/a");
      ContractSession two = network.join(one.agent(), "/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, one, "1");
      network.processes.end(one.server().pid());
      answer(network.broker.cleanUp());
      assertThat(texts(network.unread(two))).containsExactly("1");
    }
  }

  @Test
  default void killing_a_peer_deletes_no_mail() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession before = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, before, "last words");
      done(network.broker.kill(new KillRequest(bob.caller(), before.ref())));
      network.end(before);
      assertThat(texts(network.unread(network.join("/work/a")))).containsExactly("last words");
    }
  }

  @Test
  default void sweeping_deletes_no_mail() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession before = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(bob, before, "hello");
      network.end(before);
      network.scheduler.advance(Duration.ofHours(2));
      answer(network.broker.cleanUp());
      assertThat(texts(network.unread(network.join("/work/a")))).containsExactly("hello");
    }
  }
}
