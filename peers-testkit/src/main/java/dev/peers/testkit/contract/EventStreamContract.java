package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.answer;
import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Caller;
import dev.peers.core.DeliveryReport;
import dev.peers.core.DescribeRequest;
import dev.peers.core.Limits;
import dev.peers.core.ListRequest;
import dev.peers.core.Outcome;
import dev.peers.core.PeerEvent.BrokerClosing;
import dev.peers.core.PeerEvent.MessageArrived;
import dev.peers.core.PeerEvent.MessagesRead;
import dev.peers.core.PeerEvent.PeerGone;
import dev.peers.core.PeerEvent.PeerHere;
import dev.peers.core.PeerStatus;
import dev.peers.core.Refusal.Code;
import dev.peers.core.SendRequest;
import dev.peers.core.Sent;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.Subscription;
import dev.peers.core.model.Wake;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.testkit.RecordingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What a peer hears on its event stream.
interface EventStreamContract extends BrokerExposure {
  @Test
  default void unread_mail_comes_first_and_new_mail_as_it_arrives() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      network.send(alice, bob, "1");
      network.send(alice, bob, "2");
      RecordingListener events = listen(network, bob);
      network.send(alice, bob, "3");
      network.send(alice, bob, "4");
      assertThat(texts(events, 4)).containsExactly("1", "2", "3", "4");
      assertThat(events.events(MessageArrived.class).getFirst().envelope())
          .satisfies(
              e -> {
                assertThat(e.from().id()).isEqualTo(alice.id());
                assertThat(e.from().cwd()).isEqualTo("/work/a");
                assertThat(e.message().verified()).isTrue();
              });
      assertThat(network.unread(bob)).hasSize(4);
    }
  }

  @Test
  default void a_stream_is_opened_by_name_as_by_id() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      RecordingListener events = new RecordingListener();
      Caller byName = new Caller(bob.peer().name().value(), bob.caller().secret());
      done(network.broker.subscribe(new SubscribeRequest(byName, Optional.empty()), events));
      network.send(alice, bob, "hello");
      assertThat(texts(events, 1)).containsExactly("hello");
    }
  }

  @Test
  default void nobody_hears_the_mail_of_others() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      RecordingListener events = listen(network, carol);
      network.send(alice, bob, "for bob");
      network.send(alice, carol, "for carol");
      assertThat(texts(events, 1)).containsExactly("for carol");
    }
  }

  @Test
  default void a_stream_that_is_taken_up_again_tells_only_what_is_new() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      long seen = network.send(alice, bob, "1").message().id();
      network.send(alice, bob, "2");
      RecordingListener events = new RecordingListener();
      done(network.broker.subscribe(new SubscribeRequest(bob.caller(), Optional.of(seen)), events));
      network.send(alice, bob, "3");
      assertThat(texts(events, 2)).containsExactly("2", "3");
    }
  }

  @Test
  default void a_sender_hears_that_its_messages_were_read() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      RecordingListener events = listen(network, alice);
      long first = network.send(alice, bob, "1").message().id();
      long second = network.send(alice, bob, "2").message().id();
      done(network.broker.acknowledge(bob.caller(), List.of(first)));
      SendRequest reply = SendRequest.of(bob.caller(), alice.ref(), "answer").inReplyTo(second);
      done(network.broker.send(reply));
      assertThat(events.await(MessagesRead.class, 2))
          .containsExactly(
              new MessagesRead(List.of(first), bob.id(), network.clock.instant()),
              new MessagesRead(List.of(second), bob.id(), network.clock.instant()));
    }
  }

  @Test
  default void a_peer_hears_others_come_change_and_go() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      RecordingListener events = listen(network, alice);
      ContractSession bob = network.join("/work/b");
      DescribeRequest change = new DescribeRequest(bob.caller(), "Tests", Optional.empty());
      done(network.broker.describe(change));
      done(network.broker.unregister(bob.caller()));
      assertThat(events.await(PeerGone.class, 1))
          .singleElement()
          .satisfies(gone -> assertThat(gone.peer().id()).isEqualTo(bob.id()));
      assertThat(events.events(PeerHere.class))
          .allSatisfy(here -> assertThat(here.peer().id()).isEqualTo(bob.id()))
          .extracting(here -> here.peer().summary())
          .containsExactly("", "Tests");
    }
  }

  @Test
  default void a_peer_hears_of_the_death_of_another() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      RecordingListener events = listen(network, alice);
      network.end(bob);
      network.scheduler.advance(Duration.ofSeconds(2));
      assertThat(events.await(PeerGone.class, 1))
          .singleElement()
          .satisfies(gone -> assertThat(gone.peer().id()).isEqualTo(bob.id()));
    }
  }

  @Test
  default void a_person_hears_everybody_come_and_go() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      RecordingListener events = new RecordingListener();
      done(subscribe(network, Caller.CLI, events));
      ContractSession alice = network.join("/work/a");
      done(network.broker.unregister(alice.caller()));
      assertThat(events.await(PeerGone.class, 1)).hasSize(1);
      assertThat(events.events(PeerHere.class)).hasSize(1);
    }
  }

  @Test
  default void who_listens_is_connected_until_it_closes_the_stream() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      assertThat(isConnected(network)).isFalse();
      Subscription subscription = done(subscribe(network, alice.caller(), new RecordingListener()));
      assertThat(isConnected(network)).isTrue();
      subscription.close();
      subscription.close();
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !isConnected(network));
    }
  }

  @Test
  default void who_listens_is_seen_without_heartbeats() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      done(subscribe(network, alice.caller(), new RecordingListener()));
      network.clock.advance(Duration.ofMinutes(1));
      Instant later = network.clock.instant();
      network.scheduler.advance(Limits.DEFAULTS.watchPause());
      assertThat(answer(network.broker.list(ListRequest.MACHINE)))
          .singleElement()
          .satisfies(s -> assertThat(s.peer().lastSeen()).isAfterOrEqualTo(later));
    }
  }

  @Test
  default void who_is_not_here_hears_nothing() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      RecordingListener events = new RecordingListener();
      assertThat(code(subscribe(network, Caller.unverified("deadbeef"), events)))
          .isEqualTo(Code.UNKNOWN_PEER);
      network.join("/work/a");
      assertThat(events.events()).isEmpty();
    }
  }

  @Test
  default void a_peer_that_wakes_its_own_agent_reports_how_it_went() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b", r -> r.withSelfWake(WakeTransport.CHANNEL));
      RecordingListener events = listen(network, bob);
      CompletionStage<Outcome<Sent>> sending =
          network.broker.send(SendRequest.of(alice.caller(), bob.ref(), "hello"));
      long id = events.await(MessageArrived.class, 1).getFirst().envelope().message().id();
      Wake wake = Wake.of(WakeTransport.CHANNEL, WakeStatus.QUEUED);
      done(network.broker.report(new DeliveryReport(bob.caller(), wake, List.of(id))));
      assertThat(done(sending).wake()).isEqualTo(wake);
      assertThat(network.notifier.wakes()).isEmpty();
    }
  }

  @Test
  default void a_peer_that_wakes_its_own_agent_cannot_without_a_stream() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob =
          network.join("/work/b", r -> r.withSelfWake(WakeTransport.CLAUDE_INBOX));
      assertThat(network.send(alice, bob, "hello").wake())
          .isEqualTo(Wake.of(WakeTransport.CLAUDE_INBOX, WakeStatus.FAILED));
    }
  }

  @Test
  default void a_broker_that_closes_says_so() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      RecordingListener events = listen(network, alice);
      network.network.close();
      assertThat(events.await(BrokerClosing.class, 1)).hasSize(1);
    }
  }

  private static boolean isConnected(ContractNetwork network) {
    return answer(network.broker.list(ListRequest.MACHINE)).stream()
        .anyMatch(PeerStatus::connected);
  }

  private static RecordingListener listen(ContractNetwork network, ContractSession who) {
    RecordingListener listener = new RecordingListener();
    done(subscribe(network, who.caller(), listener));
    return listener;
  }

  private static CompletionStage<Outcome<Subscription>> subscribe(
      ContractNetwork network, Caller caller, RecordingListener listener) {
    return network.broker.subscribe(new SubscribeRequest(caller, Optional.empty()), listener);
  }

  private static List<String> texts(RecordingListener events, int count) {
    return events.await(MessageArrived.class, count).stream()
        .map(event -> event.envelope().message().text())
        .toList();
  }
}
