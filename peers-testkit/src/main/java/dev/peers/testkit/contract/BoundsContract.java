package dev.peers.testkit.contract;

import static dev.peers.testkit.contract.Answers.code;
import static dev.peers.testkit.contract.Answers.done;
import static dev.peers.testkit.contract.Answers.refusal;
import static dev.peers.testkit.contract.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.core.Caller;
import dev.peers.core.Limits;
import dev.peers.core.Refusal;
import dev.peers.core.Refusal.Code;
import dev.peers.core.RegisterRequest;
import dev.peers.core.SendRequest;
import dev.peers.core.SubscribeRequest;
import dev.peers.core.model.ClientType;
import dev.peers.testkit.RecordingListener;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What keeps a network from running hot or growing without end.
interface BoundsContract extends BrokerExposure {
  private static void exchange(
      ContractNetwork network, ContractSession one, ContractSession other, int messages) {
    for (int i = 0; i < messages; i++) {
      network.send(i % 2 == 0 ? one : other, i % 2 == 0 ? other : one, "thank you " + i);
    }
  }

  @Test
  default void two_peers_that_answer_each_other_without_end_are_slowed_and_told() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      exchange(network, alice, bob, 1 + Limits.DEFAULTS.loopTurns());
      SendRequest next = SendRequest.of(bob.caller(), alice.ref(), "thank you").withKey("k");
      assertThat(refusal(network.broker.send(next)))
          .isEqualTo(
              new Refusal(
                  Code.LOOPING,
                  "Loop guard: you and peer "
                      + alice.ref()
                      + " have answered each other 60 times in quick succession, so this message"
                      + " was not sent. The next one can be sent in 15 s. If nothing new has to be"
                      + " said, stop answering"));
      network.clock.advance(Limits.DEFAULTS.loopPause());
      done(network.broker.send(next));
      SendRequest more = SendRequest.of(alice.caller(), bob.ref(), "no, thank you");
      assertThat(code(network.broker.send(more))).isEqualTo(Code.LOOPING);
      // What was sent can be asked for again, and what was refused is nowhere.
      done(network.broker.send(next));
      assertThat(network.unread(bob)).hasSize(31);
      assertThat(network.unread(alice)).hasSize(31);
    }
  }

  @Test
  default void a_conversation_at_the_speed_of_people_is_never_slowed() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      for (int i = 0; i < 150; i++) {
        exchange(network, alice, bob, 2);
        network.clock.advance(Duration.ofSeconds(30));
      }
    }
  }

  @Test
  default void many_messages_in_one_direction_and_other_pairs_are_no_loop() {
    try (ContractNetwork network = ContractNetwork.of(this)) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      ContractSession carol = network.join("/work/c");
      for (int i = 0; i < 100; i++) {
        network.send(alice, bob, "progress " + i);
      }
      exchange(network, alice, bob, 60);
      network.send(alice, carol, "and you?");
      network.send(carol, alice, "well");
    }
  }

  @Test
  default void the_loop_guard_can_be_switched_off() {
    try (ContractNetwork network = ContractNetwork.of(this, bounds(0, 60_000, 4, 1_000))) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      exchange(network, alice, bob, 200);
    }
  }

  @Test
  default void a_peer_makes_so_many_requests_a_minute_and_others_are_not_concerned() {
    try (ContractNetwork network = ContractNetwork.of(this, bounds(60, 30, 4, 1_000))) {
      ContractSession alice = network.join("/work/a");
      ContractSession bob = network.join("/work/b");
      for (int i = 0; i < 30; i++) {
        done(network.broker.heartbeat(alice.caller()));
      }
      assertThat(refusal(network.broker.heartbeat(alice.caller())))
          .isEqualTo(new Refusal(Code.RATE_LIMITED, "Rate limited: max 30 requests per minute"));
      done(network.broker.heartbeat(bob.caller()));
      network.clock.advance(Duration.ofSeconds(2));
      done(network.broker.heartbeat(alice.caller()));
    }
  }

  @Test
  default void a_peer_holds_so_many_streams_and_one_that_ends_makes_room() {
    try (ContractNetwork network = ContractNetwork.of(this, bounds(60, 60_000, 2, 1_000))) {
      ContractSession alice = network.join("/work/a");
      SubscribeRequest request = new SubscribeRequest(alice.caller(), Optional.empty());
      done(network.broker.subscribe(request, new RecordingListener()));
      var second = done(network.broker.subscribe(request, new RecordingListener()));
      assertThat(refusal(network.broker.subscribe(request, new RecordingListener())).text())
          .isEqualTo(
              "Peer "
                  + alice.ref()
                  + " has 2 event streams open, and no more are opened; end one first");
      second.close();
      await().until(() -> answered(network, request));
    }
  }

  private static boolean answered(ContractNetwork network, SubscribeRequest request) {
    return Answers.answer(network.broker.subscribe(request, new RecordingListener())).isDone();
  }

  @Test
  default void onlookers_hold_four_times_as_many_streams() {
    try (ContractNetwork network = ContractNetwork.of(this, bounds(60, 60_000, 1, 1_000))) {
      SubscribeRequest request = new SubscribeRequest(Caller.CLI, Optional.empty());
      for (int i = 0; i < 4; i++) {
        done(network.broker.subscribe(request, new RecordingListener()));
      }
      assertThat(code(network.broker.subscribe(request, new RecordingListener())))
          .isEqualTo(Code.BUSY);
    }
  }

  @Test
  default void so_many_peers_are_here_and_who_leaves_makes_room() {
    try (ContractNetwork network = ContractNetwork.of(this, bounds(60, 60_000, 4, 2))) {
      ContractSession alice = network.join("/work/a");
      network.join("/work/b");
      long pid = network.startServer(network.startAgent()).pid();
      RegisterRequest third = RegisterRequest.of(pid, "/work/c", ClientType.CODEX);
      Refusal refusal = refusal(network.broker.register(third));
      assertThat(refusal.code()).isEqualTo(Code.BUSY);
      assertThat(refusal.text()).startsWith("There are 2 peers here, and no more are taken");
      done(network.broker.unregister(alice.caller()));
      done(network.broker.register(third));
    }
  }

  @Test
  default void of_those_that_left_the_longest_gone_without_mail_is_forgotten_first() {
    try (ContractNetwork network = ContractNetwork.of(this, bounds(60, 60_000, 4, 2))) {
      ContractSession bob = network.join("/work/b");
      ContractSession first = network.join("/work/first");
      network.send(bob, first, "wait for me");
      done(network.broker.unregister(first.caller()));
      for (int i = 0; i < 30; i++) {
        network.clock.advance(Duration.ofSeconds(1));
        ContractSession passer = network.join("/work/passer");
        done(network.broker.unregister(passer.caller()));
      }
      ContractSession back = network.join(first.agent(), "/work/first");
      assertThat(texts(network.unread(back))).containsExactly("wait for me");
    }
  }

  private static Limits bounds(int loopTurns, int requests, int streams, int peers) {
    Limits usual = Limits.DEFAULTS;
    return new Limits(
        usual.messageChars(),
        usual.messagesPerMinute(),
        usual.verifiedMessagesPerMinute(),
        usual.unreadPerPeer(),
        usual.fetchSize(),
        usual.historySize(),
        usual.wakeWait(),
        usual.wakeTimeout(),
        usual.wakeAgain(),
        usual.livenessFresh(),
        usual.watchPause(),
        usual.sweepPause(),
        usual.killGrace(),
        usual.unreadRetention(),
        usual.readRetention(),
        usual.messagesKept(),
        usual.purgePause(),
        usual.verifiedBurst(),
        requests,
        loopTurns,
        usual.loopPause(),
        streams,
        peers,
        usual.summaryChars());
  }
}
