package dev.peers.sqlite;

import static dev.peers.testkit.assertj.PeersAssertions.assertThat;

import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network that is acted out, with its mail in a database.
class TestNetworkOnDiskTest {
  @Test
  void mail_outlives_the_broker_that_took_it(@TempDir Path folder) {
    Path file = folder.resolve("mail.db");
    // region network
    try (TestNetwork network =
        TestNetwork.builder().store(() -> SqlitePeerStore.open(file)).open()) {
      // endregion
      TestPeer alice = network.join("alice");
      TestPeer bob = network.join("bob");
      alice.send(bob, "The build is green.");
      network.crashBroker();
      network.startBroker();
      assertThat(bob).isConnected().hasUnread(1);
      bob.check();
      assertThat(network).message("The build is green.").isRead();
    }
  }
}
