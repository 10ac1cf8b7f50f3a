package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.refusal;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Message;
import dev.peers.core.model.MessageState;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.WakeStatus;
import org.junit.jupiter.api.Test;

/// What becomes of a message that is sent.
interface SendingContract extends BrokerExposure {
  @Test
  default void a_message_arrives_as_it_was_sent() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a", r -> r.withSummary("Tests"));
      ContractSession bob = network.join("/work/b");
      String text = "Line 1\nLine \"2\" \\ \t π 🃏 \u0000\u001b[31m";
      Sent sent = network.send(alice, bob, text);
      assertThat(sent.to().id()).isEqualTo(bob.id());
      assertThat(sent.wake().status()).isEqualTo(WakeStatus.NONE);
      assertThat(network.unread(bob)).singleElement().satisfies(e -> assertSame(e, sent, text));
    }
  }

  private static void assertSame(Envelope envelope, Sent sent, String text) {
    Message message = envelope.message();
    assertThat(message.id()).isEqualTo(sent.message().id()).isPositive();
    assertThat(message.text()).isEqualTo(text);
    assertThat(message.sentAt()).isEqualTo(sent.message().sentAt());
    assertThat(message.state()).isEqualTo(MessageState.STORED);
    assertThat(message.verified()).isTrue();
    assertThat(message.replyTo()).isEmpty();
    assertThat(envelope.from().name()).map(Object::toString).contains("a");
    assertThat(envelope.from().cwd()).isEqualTo("/work/a");
    assertThat(envelope.from().summary()).isEqualTo("Tests");
    assertThat(envelope.from().verified()).isTrue();
    assertThat(envelope.to().id()).isEqualTo(sent.to().id());
  }

  @Test
  default void a_recipient_can_be_named() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      done(network.broker.send(SendRequest.of(alice.caller(), "b", "hello")));
      assertThat(texts(network.unread(bob))).containsExactly("hello");
    }
  }

  @Test
  default void mail_of_an_unsecured_peer_is_marked_unverified() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession old = network.joinUnsecured("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(old, bob, "hello");
      assertThat(network.unread(bob))
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.message().verified()).isFalse();
                assertThat(e.from().verified()).isFalse();
              });
    }
  }

  @Test
  default void mail_of_a_person_says_so() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession bob = network.join("/work/b");
      done(network.broker.send(SendRequest.of(Caller.CLI, bob.ref(), "hello")));
      assertThat(network.unread(bob))
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.message().text()).isEqualTo("[via CLI, unverified sender] hello");
                assertThat(e.message().from()).isEqualTo(PeerId.CLI);
                assertThat(e.message().verified()).isFalse();
              });
    }
  }

  @Test
  default void message_ids_grow() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      long first = network.send(alice, bob, "1").message().id();
      long second = network.send(bob, alice, "2").message().id();
      assertThat(network.send(alice, bob, "3").message().id()).isGreaterThan(second);
      assertThat(second).isGreaterThan(first);
    }
  }

  @Test
  default void sending_again_with_the_same_key_sends_nothing() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      SendRequest request = SendRequest.of(alice.caller(), bob.ref(), "hello").withKey("k1");
      Sent first = done(network.broker.send(request));
      Sent again = done(network.broker.send(request));
      assertThat(again.message().id()).isEqualTo(first.message().id());
      assertThat(again.to().id()).isEqualTo(bob.id());
      assertThat(texts(network.unread(bob))).containsExactly("hello");
    }
  }

  @Test
  default void a_key_is_the_senders_own() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      SendRequest request = SendRequest.of(alice.caller(), carol.ref(), "hello").withKey("k1");
      done(network.broker.send(request));
      done(network.broker.send(SendRequest.of(bob.caller(), carol.ref(), "hi").withKey("k1")));
      done(network.broker.send(request.withKey("k2")));
      assertThat(texts(network.unread(carol))).containsExactly("hello", "hi", "hello");
    }
  }

  @Test
  default void an_answer_acknowledges_what_it_answers() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      long question = network.send(alice, bob, "question").message().id();
      network.send(alice, bob, "something else");
      Sent answer =
          done(
              network.broker.send(
                  SendRequest.of(bob.caller(), alice.ref(), "answer").inReplyTo(question)));
      assertThat(answer.message().replyTo()).contains(question);
      assertThat(texts(network.unread(bob))).containsExactly("something else");
      assertThat(network.unread(alice))
          .singleElement()
          .satisfies(e -> assertThat(e.message().replyTo()).contains(question));
    }
  }

  @Test
  default void only_a_message_to_oneself_can_be_answered() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      long toBob = network.send(alice, bob, "for bob").message().id();
      SendRequest answer = SendRequest.of(carol.caller(), alice.ref(), "me too");
      assertThat(code(network.broker.send(answer.inReplyTo(toBob))))
          .isEqualTo(Code.MESSAGE_NOT_FOUND);
      assertThat(code(network.broker.send(answer.inReplyTo(toBob + 100))))
          .isEqualTo(Code.MESSAGE_NOT_FOUND);
      assertThat(network.unread(alice)).isEmpty();
      assertThat(network.unread(bob)).hasSize(1);
    }
  }

  @Test
  default void who_is_not_here_cannot_be_sent_to() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      Refusal refusal =
          refusal(network.broker.send(SendRequest.of(alice.caller(), "deadbeef", "hello")));
      assertThat(refusal).isEqualTo(new Refusal(Code.PEER_NOT_FOUND, "Peer deadbeef not found"));
      assertThat(code(network.broker.send(SendRequest.of(alice.caller(), "Nobody!", "hello"))))
          .isEqualTo(Code.PEER_NOT_FOUND);
    }
  }
}
