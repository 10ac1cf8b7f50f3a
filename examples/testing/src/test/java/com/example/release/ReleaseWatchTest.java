package com.example.release;

// region test
import static dev.peers.testkit.assertj.PeersAssertions.assertThat;

import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import dev.peers.testkit.junit.PeersExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PeersExtension.class)
class ReleaseWatchTest {
  @Test
  void an_agent_that_was_away_gets_its_answer_when_it_is_back(TestNetwork network) {
    ReleaseWatch watch = new ReleaseWatch(network.session("release-watch"));
    watch.released("2.1");
    TestPeer alice = network.join("alice");

    alice.send("release-watch", "What is the latest version?");
    alice.crash();
    network.passes(Duration.ofHours(1));
    alice.restart();
    alice.check();

    assertThat(network).peer("alice").hasReceivedExactly("2.1");
    assertThat(network).message("2.1").isFrom("release-watch").isRead();
  }
}
// endregion
