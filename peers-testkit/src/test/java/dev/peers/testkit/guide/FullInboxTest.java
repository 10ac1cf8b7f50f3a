package dev.peers.testkit.guide;

import static dev.peers.testkit.assertj.PeersAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.Limits;
import dev.peers.core.RefusedException;
import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import dev.peers.testkit.junit.PeersExtension;
import dev.peers.testkit.junit.Seed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// region extension
class FullInboxTest {
  @RegisterExtension
  final PeersExtension peers =
      PeersExtension.with(network -> network.limits(Limits.DEFAULTS.withUnreadPerPeer(2)));

  @Test
  @Seed(7)
  void who_reads_slowly_gets_no_more(TestNetwork network) {
    TestPeer alice = network.join("alice");
    TestPeer bob = network.join("bob");
    bob.link().on().withChance(0.5).delayAnswer(Duration.ofMillis(50));

    alice.send(bob, "one");
    alice.send(bob, "two");

    assertThatThrownBy(() -> alice.send(bob, "three")).isInstanceOf(RefusedException.class);
    assertThat(bob).hasUnread(2);
    assertThat(network).hasMessages(2).hasPeersHere("alice", "bob");
  }
}
// endregion
