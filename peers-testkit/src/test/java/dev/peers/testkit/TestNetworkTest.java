package dev.peers.testkit;

import static dev.peers.testkit.assertj.PeersAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.ListRequest;
import dev.peers.core.PeerEvent;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.model.Scope;
import dev.peers.core.model.WakeEndpoint;
import dev.peers.core.model.WakeStatus;
import dev.peers.core.model.WakeTransport;
import dev.peers.core.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestNetworkTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /// A run with something of everything, in which chance decides what is delayed and lost.
  private static String run(long seed) {
    try (TestNetwork network = TestNetwork.create(seed)) {
      TestPeer alice = network.join("alice");
      TestPeer bob = network.join(Agent.named("bob").wokenBy(WakeTransport.CHANNEL));
      bob.link().on().withChance(0.3).delayRequest(Duration.ofMillis(30));
      for (int i = 0; i < 20; i++) {
        bob.send(alice, "to alice " + i);
        alice.send(bob, "to bob " + i);
      }
      bob.crash();
      network.crashBroker();
      network.passes(Duration.ofMinutes(2));
      network.startBroker();
      bob.restart();
      bob.check();
      alice.check();
      return network.log();
    }
  }

  @Test
  void the_same_seed_gives_the_same_run_to_the_byte() {
    assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8)).startsWith("seed 7\n");
  }

  @Test
  void the_log_tells_what_happened_and_is_the_same_in_every_jvm() {
    try (TestNetwork network = TestNetwork.create(3)) {
      TestPeer alice = network.join("alice");
      TestPeer bob = network.join("bob");
      alice.send(bob, "one\n\"two\"");
      bob.crash();
      network.passes(Duration.ofMillis(90_500));
      network.restartBroker();
      bob.restart();
      bob.check();
      alice.partition();
      assertThatThrownBy(() -> alice.send(bob, "lost"))
          .isInstanceOf(BrokerUnavailableException.class);
      network.sendAsPerson(bob, "hello");
      network.note("the end");
      assertThat(network.log())
          .isEqualTo(
              """
              seed 3
                   0.000s  alice starts in /work/alice (claude-code)
                   0.000s  alice is 00000001
                   0.000s  bob starts in /work/bob (claude-code)
                   0.000s  bob is 00000002
                   0.000s  alice sends "one\\n\\"two\\"" to bob
                   0.000s  bob is woken for #1
                   0.000s  alice gets #1 queued
                   0.000s  bob crashes
                   0.000s  --- 1m 30.5s pass
                  90.500s  the broker stops
                  90.500s  alice loses the broker: the broker stops
                  90.500s  a broker starts
                  90.500s  bob starts in /work/bob (claude-code)
                  90.500s  bob is 00000002 again, 1 unread
                  90.500s  bob is woken for #1
                  90.500s  bob checks its mail
                  90.500s  bob gets #1 "one\\n\\"two\\"" from alice
                  90.500s  alice is cut off
                  90.500s  alice loses the broker: the connection was lost
                  90.500s  alice sends "lost" to bob
                  90.500s  alice fails: the way to the broker is cut
                  90.500s  a person sends "hello" to bob
                  90.500s  bob is woken for #2
                  90.500s  the end
              """);
    }
  }

  @Test
  void a_peer_that_crashed_is_noticed_within_a_second() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer bob = network.join("bob");
      bob.crash();
      assertThat(bob).isHere();
      network.passes(SECOND);
      assertThat(bob).isGone();
    }
  }

  @Test
  void a_new_mcp_server_and_a_new_agent_are_the_same_peer() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer bob = network.join("bob");
      PeerId id = bob.id();
      long agent = bob.agentProcess().pid();
      long server = bob.serverProcess().pid();
      bob.crashServer();
      bob.restart();
      assertThat(bob.serverProcess().pid()).isNotEqualTo(server);
      assertThat(bob.agentProcess().pid()).isEqualTo(agent);
      assertThat(bob.id()).isEqualTo(id);
      bob.crash();
      bob.restart();
      assertThat(bob.agentProcess().pid()).isNotEqualTo(agent);
      assertThat(bob.id()).isEqualTo(id);
      assertThatThrownBy(bob::restart).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void two_agents_of_one_folder_are_two_peers() {
    try (TestNetwork network = TestNetwork.create()) {
      network.join(Agent.named("shop").in("/work/shop"));
      TestPeer second = network.join(Agent.named("shop-2").in("/work/shop"));
      assertThat(network).hasPeersHere("shop", "shop-2");
      assertThat(second.peer().workplace().cwd()).isEqualTo("/work/shop");
      assertThatThrownBy(() -> network.join("shop"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is an agent shop already");
      assertThatThrownBy(() -> network.peer("nobody"))
          .hasMessage("no agent nobody has joined, only shop, shop-2");
    }
  }

  @Test
  void an_unanswered_request_waits_in_the_time_of_the_network() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer alice = network.join("alice");
      alice.partition(Partition.SILENT);
      var before = network.clock().instant();
      assertThatThrownBy(alice::check)
          .isInstanceOfSatisfying(
              BrokerUnavailableException.class, e -> assertThat(e.wasNotSent()).isFalse());
      assertThat(network.clock().instant()).isEqualTo(before.plus(TestNetwork.PATIENCE));
    }
  }

  @Test
  void a_peer_connects_again_by_itself_when_a_broker_is_back() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer bob = network.join("bob");
      network.stopBroker();
      assertThat(network.isBrokerRunning()).isFalse();
      assertThat(bob.events()).endsWith(new PeerEvent.BrokerClosing());
      network.passes(Duration.ofHours(1));
      assertThat(bob).isNotConnected();
      network.startBroker();
      assertThat(bob).isConnected();
    }
  }

  @Test
  void a_stream_that_broke_is_opened_again_after_a_second() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer bob = network.join("bob");
      bob.link().breakStreams();
      assertThat(bob).isNotConnected();
      network.passes(SECOND);
      assertThat(bob).isConnected();
    }
  }

  @Test
  void a_registration_that_failed_is_tried_again() {
    try (TestNetwork network = TestNetwork.create()) {
      network.store().failWrite(1);
      TestPeer bob = network.join("bob");
      assertThat(bob.isRegistered()).isFalse();
      assertThatThrownBy(bob::id).hasMessage("bob is not registered");
      network.passes(SECOND);
      assertThat(bob).isConnected();
    }
  }

  @Test
  void one_wake_covers_a_batch() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer alice = network.join("alice");
      TestPeer bob = network.join("bob");
      alice.send(bob, "one");
      alice.send(bob, "two");
      assertThat(bob).wasWoken(1);
      bob.check();
      alice.send(bob, "three");
      assertThat(bob).wasWoken(2);
      assertThat(bob.wakes().getLast().message().text()).isEqualTo("three");
    }
  }

  @Test
  void what_waking_comes_to_reaches_the_sender() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer alice = network.join("alice");
      TestPeer bob = network.join(Agent.named("bob").wakingIs(WakeStatus.FAILED));
      assertThat(alice.send(bob, "hello").wake().status()).isEqualTo(WakeStatus.FAILED);
    }
  }

  @Test
  void an_agent_of_the_old_protocol_is_woken_by_the_broker() {
    WakeEndpoint inbox =
        new WakeEndpoint(WakeTransport.CLAUDE_INBOX, "/run/inbox.sock", Optional.empty());
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer alice = network.join("alice");
      TestPeer old = network.join(Agent.named("old").ofOldProtocol(inbox));
      alice.send(old, "hello");
      assertThat(network.notifier().wakes()).extracting("endpoint").containsExactly(inbox);
      assertThat(old.check()).hasSize(1);
    }
  }

  @Test
  void answering_acknowledges() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer alice = network.join("alice");
      TestPeer bob = network.join("bob");
      alice.send(bob, "question");
      Message question = bob.fetch().getFirst().message();
      assertThat(bob).hasUnread(1);
      bob.reply(question, "answer");
      assertThat(network).message("question").isRead().isFrom("alice").isTo("bob");
      assertThat(alice).hasUnread(1);
      assertThat(alice.acknowledge(network.messages().getLast())).isEqualTo(1);
      assertThat(alice).hasNoUnread().hasReceivedNothing();
    }
  }

  @Test
  void work_trees_of_a_repository_see_each_other() {
    try (TestNetwork network = TestNetwork.create()) {
      network.join(Agent.named("main").in("/a").ofRepository("/a", "/a/.git"));
      network.join(Agent.named("tree").in("/b").ofRepository("/b", "/a/.git"));
      network.join("other");
      ListRequest look = new ListRequest(Scope.REPO, "/b", Optional.of("/b"), Optional.empty());
      assertThat(network.await(network.broker().list(look)))
          .extracting(status -> status.peer().name().value())
          .containsExactly("main", "tree");
    }
  }

  @Test
  void the_program_under_test_joins_as_a_session_that_is_known_by_its_name() {
    try (TestNetwork network = TestNetwork.create()) {
      Session program = network.session("builds");
      TestPeer alice = network.join("alice");
      List<String> heard = new ArrayList<>();
      program.onMail(mail -> heard.add(mail.message().text()));
      alice.send("builds", "How far are you?");
      network.passes(SECOND);
      network.await(program.send("alice", "Done.")).orThrow();
      assertThat(heard).containsExactly("How far are you?");
      assertThat(network).message("How far are you?").isTo("builds").isUnread();
      assertThat(network).message("Done.").isFrom("builds").isTo("alice");
    }
  }

  @Test
  void a_message_that_nobody_reads_expires() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer alice = network.join("alice");
      TestPeer bob = network.join("bob");
      alice.send(bob, "hello");
      bob.crash();
      network.passes(Duration.ofDays(7).plusHours(1));
      assertThat(network).message("hello").isExpired();
      assertThat(network.peers()).containsExactlyElementsOf(List.of(alice, bob));
    }
  }

  @Test
  void a_broker_that_starts_under_a_clock_set_forward_gives_no_mail_up() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer alice = network.join("alice");
      TestPeer bob = network.join("bob");
      alice.send(bob, "hello");
      network.clock().advance(Duration.ofDays(10));
      network.restartBroker();
      network.passes(Duration.ofHours(2));
      network.clock().advance(Duration.ofDays(-10));
      network.restartBroker();
      network.passes(Duration.ofHours(2));
      assertThat(bob).hasUnread(1);
    }
  }

  @Test
  void time_without_a_broker_counts_once_a_second_one_has_started_after_it() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer alice = network.join("alice");
      TestPeer bob = network.join("bob");
      alice.send(bob, "hello");
      bob.crash();
      network.stopBroker();
      network.passes(Duration.ofDays(8));
      network.startBroker();
      network.passes(SECOND);
      assertThat(network).message("hello").isStored();
      network.restartBroker();
      network.passes(SECOND);
      assertThat(network).message("hello").isExpired();
    }
  }

  @Test
  void a_session_ends_even_if_its_leaving_is_not_heard() {
    try (TestNetwork network = TestNetwork.create()) {
      TestPeer bob = network.join("bob");
      bob.partition();
      assertThatThrownBy(bob::leave).isInstanceOf(BrokerUnavailableException.class);
      assertThat(bob.isRunning()).isFalse();
      network.passes(SECOND);
      assertThat(bob).isGone();
    }
  }
}
