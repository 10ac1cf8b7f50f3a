package dev.peers.testkit.guide;

// region first
import static dev.peers.testkit.assertj.PeersAssertions.assertThat;

import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import dev.peers.testkit.junit.PeersExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PeersExtension.class)
class FirstNetworkTest {
  @Test
  void mail_waits_for_an_agent_that_crashed(TestNetwork network) {
    TestPeer alice = network.join("alice");
    TestPeer bob = network.join("bob");
    alice.send(bob, "The build is green.");

    bob.crash();
    network.passes(Duration.ofHours(3));
    assertThat(network).peer("bob").isGone().hasUnread(1);

    bob.restart();
    bob.check();
    assertThat(network).peer("bob").hasReceivedExactly("The build is green.");
    assertThat(network).message("The build is green.").isRead();
  }
}
// endregion
