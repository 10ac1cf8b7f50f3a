package dev.peers.testkit.guide;

import static dev.peers.testkit.assertj.PeersAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.Broker;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.Peers;
import dev.peers.core.RefusedException;
import dev.peers.core.StoreException;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.Envelope;
import dev.peers.core.model.Peer;
import dev.peers.core.model.WakeTransport;
import dev.peers.testkit.Agent;
import dev.peers.testkit.BrokerOperation;
import dev.peers.testkit.FaultyBroker;
import dev.peers.testkit.FaultyStore;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.testkit.ManualClock;
import dev.peers.testkit.ManualScheduler;
import dev.peers.testkit.MessageBuilder;
import dev.peers.testkit.Partition;
import dev.peers.testkit.PeerBuilder;
import dev.peers.testkit.StoreOperation;
import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import dev.peers.testkit.junit.PeersExtension;
import dev.peers.testkit.junit.Seed;
import dev.peers.testkit.model.RandomRuns;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The pieces of docs/testkit.md that are not a test class of their own.
@ExtendWith(PeersExtension.class)
class GuideTest {
  @Test
  void agents_are_of_all_kinds(TestNetwork network) {
    // region agents
    TestPeer claude = network.join("claude");
    TestPeer codex =
        network.join(
            Agent.named("codex")
                .in("/work/shop/web")
                .ofRepository("/work/shop", "/work/shop/.git")
                .client(ClientType.CODEX));
    TestPeer pushed = network.join(Agent.named("pushed").wokenBy(WakeTransport.CHANNEL));
    TestPeer old = network.join(Agent.named("old").ofOldProtocol());
    // endregion
    claude.send(codex, "a");
    claude.send(pushed, "b");
    claude.send(old, "c");
    assertThat(network).message("a").isStored().isTo("codex");
    assertThat(network).message("b").isPushed();
    assertThat(old).isHere().isNotConnected().wasWoken(0);
    assertThat(codex).wasWoken(1);
  }

  @Test
  void agents_come_and_go(TestNetwork network) {
    // region life
    TestPeer alice = network.join("alice");
    TestPeer bob = network.join("bob");

    bob.crashServer(); // the MCP server is gone, the agent lives
    bob.restart(); // a new MCP server: the same peer

    bob.crashAgent(); // the agent is gone, its MCP server is an orphan
    network.passes(Duration.ofMinutes(1));
    assertThat(bob).isGone();
    bob.restart(); // a new agent in the same folder: the same peer again

    bob.leave(); // a session that ends in order
    assertThatThrownBy(() -> alice.send("bob", "Still there?"))
        .isInstanceOf(RefusedException.class);
    // endregion
  }

  @Test
  void the_broker_goes_and_comes_back(TestNetwork network) {
    // region broker
    TestPeer alice = network.join("alice");
    TestPeer bob = network.join("bob");
    alice.send(bob, "before");

    network.crashBroker(); // or stopBroker(), in order
    assertThatThrownBy(() -> alice.send(bob, "meanwhile"))
        .isInstanceOf(BrokerUnavailableException.class);
    network.startBroker();

    alice.send(bob, "after");
    bob.check();
    assertThat(bob).hasReceivedExactly("before", "after");
    // endregion
  }

  @Test
  void a_peer_is_cut_off(TestNetwork network) {
    // region partition
    TestPeer alice = network.join("alice");
    TestPeer bob = network.join("bob");

    bob.partition(Partition.SILENT); // nobody notices
    alice.send(bob, "Can you hear me?");
    assertThat(bob).wasWoken(0).hasUnread(1);

    bob.heal();
    network.passes(Duration.ofSeconds(1)); // it notices that its stream was lost
    assertThat(bob).isConnected().wasWoken(1);
    // endregion
  }

  @Test
  void the_disk_fails(TestNetwork network) {
    // region store-faults
    TestPeer alice = network.join("alice");
    TestPeer bob = network.join("bob");

    network.store().on(StoreOperation.APPEND).nth(2).fail();
    alice.send(bob, "one");
    assertThatThrownBy(() -> alice.send(bob, "two")).isInstanceOf(StoreException.class);
    assertThat(network).hasMessages(1);

    network.store().on(StoreOperation.APPEND).nth(1).crashAfterCommit();
    assertThatThrownBy(() -> alice.send(bob, "three")).isInstanceOf(StoreException.class);
    network.crashBroker();
    network.startBroker();
    alice.sendAgain(); // the same key: it was stored, so nothing is sent twice
    assertThat(bob).hasUnread(2);
    // endregion
  }

  @Test
  @Seed(42)
  void an_unreliable_way(TestNetwork network) {
    // region way-faults
    TestPeer alice = network.join("alice");
    TestPeer bob = network.join("bob");

    alice.link().on(BrokerOperation.SEND).nth(1).dropAnswer();
    assertThatThrownBy(() -> alice.send(bob, "hello"))
        .isInstanceOf(BrokerUnavailableException.class);
    alice.sendAgain();
    assertThat(bob).hasUnread(1);

    alice.link().on().withChance(0.3).delayRequest(Duration.ofMillis(200));
    alice.link().on(BrokerOperation.SEND).duplicate();
    // endregion
    for (int i = 0; i < 10; i++) {
      alice.send(bob, "message " + i);
    }
    assertThat(bob).hasUnread(11);
  }

  @Test
  void faults_without_a_network() {
    // region alone
    ManualScheduler scheduler = new ManualScheduler(new ManualClock());
    FaultyStore store = FaultyStore.over(new InMemoryPeerStore());
    Broker broker = Peers.builder().store(store).scheduler(scheduler).open();
    try (FaultyBroker way = FaultyBroker.over(broker, scheduler)) {
      way.on(BrokerOperation.HEALTH).nth(2).refuse();
      store.on(StoreOperation.WRITE).every(10).fail();
      // endregion
      assertThat(way.health().toCompletableFuture()).isCompleted();
      assertThat(way.health().toCompletableFuture()).isCompletedExceptionally();
      assertThat(way.health().toCompletableFuture()).isCompleted();
    }
  }

  @Test
  void values_without_a_network() {
    // region builders
    Peer ci = PeerBuilder.peer("ci").client(new ClientType("ci")).in("/srv/builds").build();
    Envelope mail = MessageBuilder.message("The build is green.").from(ci).envelope();
    // endregion
    assertThat(mail.from().cwd()).isEqualTo("/srv/builds");
    assertThat(mail.to().name()).hasValueSatisfying(n -> assertThat(n).hasToString("bob"));
    assertThat(mail.message().isUnread()).isTrue();
  }

  @Test
  void random_runs_over_something_of_ones_own() {
    // region random
    RandomRuns.steps(500)
        .seed(1)
        .stores(() -> new InMemoryPeerStore()::reopen) // one store for each run, opened often
        .through(broker -> FaultyBroker.over(broker, new ManualScheduler(new ManualClock())))
        .check();
    // endregion
  }
}
