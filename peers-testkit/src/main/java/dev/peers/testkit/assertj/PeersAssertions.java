package dev.peers.testkit.assertj;

import dev.peers.testkit.TestNetwork;
import dev.peers.testkit.TestPeer;

/// Where assertions on a network begin. Import `assertThat` beside that of AssertJ.
///
/// ```java
/// assertThat(network).peer("bob").hasUnread(2);
/// assertThat(network).message("The build is green.").isRead();
/// ```
public final class PeersAssertions {
  private PeersAssertions() {}

  public static NetworkAssert assertThat(TestNetwork network) {
    return new NetworkAssert(network);
  }

  public static PeerAssert assertThat(TestPeer peer) {
    return new PeerAssert(peer);
  }
}
