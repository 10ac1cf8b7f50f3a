package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.DeliveryReport;
import dev.peers.core.ListRequest;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.Refusal.Code;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.SetWakeRequest;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.testkit.RecordingListener;
import dev.peers.testkit.RecordingNotifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// How the broker itself wakes agents that left it an endpoint.
interface WakingContract extends BrokerExposure {
  WakeEndpoint INBOX =
      new WakeEndpoint(WakeTransport.CLAUDE_INBOX, "/run/inbox.sock", Optional.of("token"));

  @Test
  default void mail_wakes_its_recipient_without_carrying_the_text() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(INBOX));
      assertThat(network.send(alice, bob, "secret plan").wake())
          .isEqualTo(Wake.of(WakeTransport.CLAUDE_INBOX, WakeStatus.QUEUED));
      assertThat(network.notifier.wakes())
          .containsExactly(
              new RecordingNotifier.Woken(
                  INBOX,
                  "[claude-peers] New message from "
                      + alice.id()
                      + " (claude-code, a). Call check_messages to read and reply."));
    }
  }

  @Test
  default void one_wake_covers_a_batch_and_reading_arms_the_next() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(INBOX));
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.QUEUED);
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.COALESCED);
      done(network.broker.drain(bob.caller()));
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.QUEUED);
      assertThat(network.notifier.wakes()).hasSize(2);
    }
  }

  @Test
  default void who_reads_before_the_wake_has_ended_is_woken_for_what_comes_after() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(INBOX));
      network.notifier.hold();
      CompletableFuture<Outcome<Sent>> first = sending(network, alice, bob);
      await().until(() -> network.notifier.wakes().size() == 1);
      done(network.broker.drain(bob.caller()));
      CompletableFuture<Outcome<Sent>> second = sending(network, alice, bob);
      assertThat(done(second).wake().status()).isEqualTo(WakeStatus.COALESCED);
      network.notifier.settle(WakeStatus.QUEUED);
      assertThat(done(first).wake().status()).isEqualTo(WakeStatus.QUEUED);
      await().until(() -> network.notifier.wakes().size() == 2);
      network.notifier.settle(WakeStatus.QUEUED);
      done(network.broker.drain(bob.caller()));
      network.notifier.answer(WakeStatus.QUEUED);
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.QUEUED);
    }
  }

  @Test
  default void a_wake_that_failed_is_tried_again_at_once() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(INBOX));
      network.notifier.answer(WakeStatus.FAILED);
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.FAILED);
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.FAILED);
      assertThat(network.notifier.wakes()).hasSize(2);
    }
  }

  @Test
  default void a_wake_that_nobody_answers_is_repeated_after_five_minutes() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(INBOX));
      wake(network, alice, bob);
      network.clock.advance(Duration.ofMinutes(4));
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.COALESCED);
      network.clock.advance(Duration.ofMinutes(1));
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.QUEUED);
    }
  }

  @Test
  default void a_wake_that_an_earlier_one_covered_does_not_put_off_the_next() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob =
          network.join("/work/b", r -> r.withSelfWake(WakeTransport.CLAUDE_INBOX));
      RecordingListener mail = new RecordingListener();
      done(network.broker.subscribe(new SubscribeRequest(bob.caller(), Optional.empty()), mail));
      report(network, bob, WakeStatus.QUEUED);
      network.clock.advance(Duration.ofMinutes(4));
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.COALESCED);
      report(network, bob, WakeStatus.COALESCED);
      network.clock.advance(Duration.ofMinutes(1));
      CompletableFuture<Outcome<Sent>> sending = sending(network, alice, bob);
      mail.await(MessageArrived.class, 2);
      assertThat(sending).isNotDone();
      report(network, bob, WakeStatus.QUEUED);
      assertThat(done(sending).wake().status()).isEqualTo(WakeStatus.QUEUED);
    }
  }

  @Test
  default void the_list_says_how_the_last_wake_went() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withWake(INBOX));
      network.notifier.answer(WakeStatus.AMBIGUOUS);
      assertThat(wake(network, alice, bob)).isEqualTo(WakeStatus.AMBIGUOUS);
      assertThat(answer(network.broker.list(ListRequest.MACHINE)).getLast().peer())
          .satisfies(
              peer -> {
                assertThat(peer.wakeTransport()).contains(WakeTransport.CLAUDE_INBOX);
                assertThat(peer.lastWake()).contains(WakeStatus.AMBIGUOUS);
                assertThat(peer.lastWakeAt()).contains(network.clock.instant());
              });
    }
  }

  @Test
  default void another_mcp_server_of_an_agent_inherits_its_endpoint() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession one = network.join("/work/b", r -> r.withWake(INBOX));
      ContractSession two = network.join(one.agent(), "/work/b");
      assertThat(wake(network, alice, two)).isEqualTo(WakeStatus.QUEUED);
      assertThat(network.notifier.wakes()).extracting("endpoint").containsExactly(INBOX);
    }
  }

  @Test
  default void a_codex_agent_makes_its_thread_known_later() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession one = joinCodex(network, network.startAgent());
      ContractSession two = joinCodex(network, one.agent());
      assertThat(setWake(network, one.agent(), "thread-1")).isEqualTo(2);
      ContractSession three = joinCodex(network, one.agent());
      wake(network, alice, one);
      wake(network, alice, two);
      wake(network, alice, three);
      WakeEndpoint thread =
          new WakeEndpoint(WakeTransport.CODEX_QUEUE, "thread-1", Optional.empty());
      assertThat(network.notifier.wakes())
          .extracting("endpoint")
          .containsExactly(thread, thread, thread);
    }
  }

  @Test
  default void only_a_codex_thread_can_be_made_known() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession codex = joinCodex(network, network.startAgent());
      long agent = codex.agent().pid();
      assertThat(
              List.of(
                  code(network.broker.setWake(new SetWakeRequest(agent, "claude_inbox", "/s"))),
                  code(network.broker.setWake(new SetWakeRequest(agent, "smoke", "thread-1"))),
                  code(network.broker.setWake(new SetWakeRequest(agent, "codex_queue", "a b"))),
                  code(network.broker.setWake(new SetWakeRequest(agent, "codex_queue", "")))))
          .containsOnly(Code.INVALID_REQUEST);
      ContractSession claude = network.join("/work/a");
      assertThat(
              answer(
                      network.broker.setWake(
                          new SetWakeRequest(claude.agent().pid(), "codex_queue", "thread-1")))
                  .isDone())
          .isFalse();
      assertThat(claude.peer().wakeTransport()).isEmpty();
    }
  }

  private static CompletableFuture<Outcome<Sent>> sending(
      ContractNetwork network, ContractSession from, ContractSession to) {
    return network
        .broker
        .send(SendRequest.of(from.caller(), to.ref(), "hello"))
        .toCompletableFuture();
  }

  private static WakeStatus wake(
      ContractNetwork network, ContractSession from, ContractSession to) {
    return network.send(from, to, "hello").wake().status();
  }

  private static void report(ContractNetwork network, ContractSession who, WakeStatus status) {
    Wake wake = Wake.of(WakeTransport.CLAUDE_INBOX, status);
    done(network.broker.report(new DeliveryReport(who.caller(), wake, List.of())));
  }

  private static int setWake(ContractNetwork network, ProcessRef agent, String thread) {
    return done(network.broker.setWake(new SetWakeRequest(agent.pid(), "codex_queue", thread)));
  }

  private static ContractSession joinCodex(ContractNetwork network, ProcessRef agent) {
    ProcessRef server = network.startServer(agent);
    RegisterRequest request = RegisterRequest.of(server.pid(), "/work/x", ClientType.CODEX);
    return new ContractSession(done(network.broker.register(request)), agent, server);
  }
}
