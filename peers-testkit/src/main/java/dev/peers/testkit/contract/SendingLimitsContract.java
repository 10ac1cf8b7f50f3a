package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.refusal;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.Limits;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SendRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How much may be sent, and which objection comes first.
interface SendingLimitsContract extends BrokerExposure {
  @Test
  default void a_message_may_have_ten_thousand_characters_and_no_more() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "x".repeat(10_000));
      assertThat(
              refusal(
                  network.broker.send(
                      SendRequest.of(alice.caller(), bob.ref(), "x".repeat(10_001)))))
          .isEqualTo(
              new Refusal(Code.MESSAGE_TOO_LARGE, "Message too large (10001 chars, max 10000)"));
      assertThat(network.unread(bob)).hasSize(1);
    }
  }

  @Test
  default void objections_come_in_their_order() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession old = network.joinUnsecured("/work/a");
      ContractSession bob = network.join("/work/b");
      Caller unknown = Caller.unverified("deadbeef");
      String tooLong = "x".repeat(10_001);
      assertThat(refusalText(network, unknown, "00000bad", tooLong))
          .isEqualTo("Message too large (10001 chars, max 10000)");
      assertThat(refusalText(network, unknown, "00000bad", "hello"))
          .isEqualTo("Unknown sender: deadbeef");
      for (int i = 0; i < 10; i++) {
        network.send(old, bob, "hello");
      }
      assertThat(refusalText(network, old.caller(), "00000bad", "hello"))
          .isEqualTo("Peer 00000bad not found");
      assertThat(refusalText(network, old.caller(), bob.ref(), "hello"))
          .isEqualTo("Rate limited: max 10 messages per minute");
    }
  }

  private static String refusalText(ContractNetwork network, Caller from, String to, String text) {
    return refusal(network.broker.send(SendRequest.of(from, to, text))).text();
  }

  @Test
  default void a_sender_that_is_not_registered_has_its_own_code() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession bob = network.join("/work/b");
      SendRequest request = SendRequest.of(Caller.unverified("deadbeef"), bob.ref(), "hello");
      assertThat(code(network.broker.send(request))).isEqualTo(Code.UNKNOWN_SENDER);
    }
  }

  @Test
  default void an_unsecured_peer_sends_ten_messages_a_minute() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession old = network.joinUnsecured("/work/a");
      ContractSession bob = network.join("/work/b");
      SendRequest request = SendRequest.of(old.caller(), bob.ref(), "hello");
      sendEach(network, request, 5);
      network.clock.advance(Duration.ofSeconds(30));
      sendEach(network, request, 5);
      assertThat(code(network.broker.send(request))).isEqualTo(Code.RATE_LIMITED);
      // The minute slides: the first five leave it before the others do.
      network.clock.advance(Duration.ofSeconds(31));
      sendEach(network, request, 5);
      assertThat(code(network.broker.send(request))).isEqualTo(Code.RATE_LIMITED);
      assertThat(network.unread(bob)).hasSize(15);
    }
  }

  @Test
  default void a_person_sends_ten_messages_a_minute() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession bob = network.join("/work/b");
      SendRequest request = SendRequest.of(Caller.CLI, bob.ref(), "hello");
      sendEach(network, request, 10);
      assertThat(code(network.broker.send(request))).isEqualTo(Code.RATE_LIMITED);
    }
  }

  @Test
  default void a_secured_peer_sends_more() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      SendRequest request = SendRequest.of(alice.caller(), bob.ref(), "hello");
      sendEach(network, request, Limits.DEFAULTS.verifiedBurst());
      assertThat(refusal(network.broker.send(request)))
          .isEqualTo(
              new Refusal(
                  Code.RATE_LIMITED,
                  "Rate limited: max 120 messages per minute; the next one can be sent in 1 s"));
      network.clock.advance(Duration.ofMillis(500));
      sendEach(network, request, 1);
      assertThat(code(network.broker.send(request))).isEqualTo(Code.RATE_LIMITED);
      network.clock.advance(Duration.ofMinutes(1));
      sendEach(network, request, Limits.DEFAULTS.verifiedMessagesPerMinute());
      assertThat(code(network.broker.send(request))).isEqualTo(Code.RATE_LIMITED);
    }
  }

  @Test
  default void one_senders_rate_is_not_anothers() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.joinUnsecured("/work/a");
      ContractSession bob = network.joinUnsecured("/work/b");
      sendEach(network, SendRequest.of(alice.caller(), bob.ref(), "hello"), 10);
      network.send(bob, alice, "still");
      assertThat(texts(network.unread(alice))).containsExactly("still");
    }
  }

  @Test
  default void what_is_refused_does_not_count() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession old = network.joinUnsecured("/work/a");
      ContractSession bob = network.join("/work/b");
      for (int i = 0; i < 20; i++) {
        code(network.broker.send(SendRequest.of(old.caller(), "deadbeef", "hello")));
        code(network.broker.send(SendRequest.of(old.caller(), bob.ref(), "re").inReplyTo(99)));
      }
      sendEach(network, SendRequest.of(old.caller(), bob.ref(), "hello"), 10);
    }
  }

  @Test
  default void what_is_repeated_with_its_key_does_not_count() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession old = network.joinUnsecured("/work/a");
      ContractSession bob = network.join("/work/b");
      SendRequest keyed = SendRequest.of(old.caller(), bob.ref(), "hello").withKey("k");
      sendEach(network, keyed, 20);
      sendEach(network, SendRequest.of(old.caller(), bob.ref(), "hello"), 9);
      sendEach(network, keyed, 1);
      assertThat(code(network.broker.send(keyed.withKey("other")))).isEqualTo(Code.RATE_LIMITED);
      assertThat(network.unread(bob)).hasSize(10);
    }
  }

  @Test
  default void a_full_inbox_takes_no_more_until_it_is_read() {
    try (ContractNetwork network = ContractNetwork.of(this, Limits.DEFAULTS.withUnreadPerPeer(2))) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      SendRequest request = SendRequest.of(alice.caller(), bob.ref(), "hello");
      sendEach(network, request, 2);
      assertThat(code(network.broker.send(request))).isEqualTo(Code.INBOX_FULL);
      done(network.broker.drain(bob.caller()));
      sendEach(network, request, 1);
    }
  }

  private static void sendEach(ContractNetwork network, SendRequest request, int times) {
    for (int i = 0; i < times; i++) {
      done(network.broker.send(request));
    }
  }
}
