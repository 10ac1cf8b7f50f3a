package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.HistoryRequest;
import dev.peers.core.Limits;
import dev.peers.core.ListRequest;
import dev.peers.core.Outcome;
import dev.peers.core.PeerStatus;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.model.Peer;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What happens when a clock is set, and when an answer takes its time.
interface PassingTimeContract extends BrokerExposure {
  Duration HOUR = Duration.ofHours(1);

  @Test
  default void mail_keeps_its_order_when_the_clock_is_set_back() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      long first = network.send(alice, bob, "first").message().id();
      network.clock.advance(HOUR.negated());
      long second = network.send(alice, bob, "second").message().id();
      network.clock.advance(HOUR);
      long third = network.send(alice, bob, "third").message().id();
      assertThat(new long[] {first, second, third}).isSorted().doesNotHaveDuplicates();
      assertThat(texts(network.unread(bob))).containsExactly("first", "second", "third");
      assertThat(texts(done(network.broker.history(HistoryRequest.of(alice.caller(), 10)))))
          .containsExactly("third", "second", "first");
    }
  }

  @Test
  default void a_sender_is_not_silenced_when_the_clock_is_set_back() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession old = network.joinUnsecured("/work/a");
      ContractSession bob = network.join("/work/b");
      int perMinute = Limits.DEFAULTS.messagesPerMinute();
      for (int i = 0; i < perMinute; i++) {
        network.send(old, bob, "before");
      }
      network.clock.advance(HOUR.negated());
      for (int i = 0; i < perMinute; i++) {
        network.send(old, bob, "after");
      }
      SendRequest request = SendRequest.of(old.caller(), bob.ref(), "too much");
      assertThat(code(network.broker.send(request))).isEqualTo(Code.RATE_LIMITED);
    }
  }

  @Test
  default void a_wake_is_not_put_off_when_the_clock_is_set_back() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(WakingContract.INBOX));
      network.send(alice, bob, "before");
      network.clock.advance(HOUR.negated());
      assertThat(network.send(alice, bob, "after").wake())
          .isEqualTo(Wake.of(WakeTransport.CLAUDE_INBOX, WakeStatus.QUEUED));
    }
  }

  @Test
  default void no_mail_is_given_up_for_a_clock_that_is_set_forward() {
    try (ContractNetwork network = ContractNetwork.of(this, Limits.DEFAULTS.withMessagesKept(1))) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "read");
      done(network.broker.drain(bob.caller()));
      network.send(alice, bob, "unread");
      network.clock.advance(Limits.DEFAULTS.readRetention().plus(HOUR));
      network.scheduler.advance(Limits.DEFAULTS.purgePause());
      // What is too much is deleted last: all that is too old has been looked for by then.
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(
              () ->
                  texts(done(network.broker.history(HistoryRequest.of(alice.caller(), 10))))
                      .equals(List.of("unread")));
      assertThat(texts(network.unread(bob))).containsExactly("unread");
    }
  }

  @Test
  default void sending_does_not_wait_for_a_wake_that_takes_long() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(WakingContract.INBOX));
      CompletionStage<Outcome<Sent>> sending = sendWithoutWakeAnswer(network, alice, bob);
      network.scheduler.advance(Limits.DEFAULTS.wakeWait().minusMillis(1));
      assertThat(sending.toCompletableFuture()).isNotDone();
      network.scheduler.advance(Duration.ofMillis(1));
      assertThat(done(sending).wake())
          .isEqualTo(Wake.of(WakeTransport.CLAUDE_INBOX, WakeStatus.AMBIGUOUS));
      network.scheduler.advance(Duration.ofSeconds(2));
      network.notifier.settle(WakeStatus.QUEUED);
      assertThat(listed(network, bob).lastWake()).contains(WakeStatus.QUEUED);
      assertThat(listed(network, bob).lastWakeAt()).contains(network.clock.instant());
    }
  }

  @Test
  default void a_wake_that_nobody_reports_on_counts_as_ambiguous_in_the_end() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(WakingContract.INBOX));
      CompletionStage<Outcome<Sent>> sending = sendWithoutWakeAnswer(network, alice, bob);
      network.scheduler.advance(Limits.DEFAULTS.wakeWait());
      done(sending);
      assertThat(listed(network, bob).lastWake()).isEmpty();
      network.scheduler.advance(Limits.DEFAULTS.wakeTimeout());
      assertThat(listed(network, bob).lastWake()).contains(WakeStatus.AMBIGUOUS);
    }
  }

  @Test
  default void the_late_result_of_one_wake_is_not_taken_for_that_of_the_next() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(WakingContract.INBOX));
      CompletionStage<Outcome<Sent>> first = sendWithoutWakeAnswer(network, alice, bob);
      network.scheduler.advance(Limits.DEFAULTS.wakeTimeout());
      done(first);
      done(network.broker.drain(bob.caller()));
      CompletionStage<Outcome<Sent>> second = sendWithoutWakeAnswer(network, alice, bob);
      network.notifier.settle(WakeStatus.FAILED);
      assertThat(second.toCompletableFuture()).isNotDone();
      network.notifier.settle(WakeStatus.QUEUED);
      assertThat(done(second).wake())
          .isEqualTo(Wake.of(WakeTransport.CLAUDE_INBOX, WakeStatus.QUEUED));
    }
  }

  /// Begins to send, and returns when the broker waits for the wake.
  private static CompletionStage<Outcome<Sent>> sendWithoutWakeAnswer(
      ContractNetwork network, ContractSession from, ContractSession to) {
    network.notifier.hold();
    int waitingBefore = network.scheduler.waiting();
    CompletionStage<Outcome<Sent>> sending =
        network.broker.send(SendRequest.of(from.caller(), to.ref(), "hello"));
    // Two deadlines: for the answer to the sender, and for the wake itself.
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> network.scheduler.waiting() == waitingBefore + 2);
    return sending;
  }

  private static Peer listed(ContractNetwork network, ContractSession who) {
    return answer(network.broker.list(ListRequest.MACHINE)).stream()
        .map(PeerStatus::peer)
        .filter(peer -> peer.id().equals(who.id()))
        .findFirst()
        .orElseThrow();
  }
}
