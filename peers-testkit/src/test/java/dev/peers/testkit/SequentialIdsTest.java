package dev.peers.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Broker;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.model.PeerId;
import org.junit.jupiter.api.Test;

class SequentialIdsTest {
  private static final PeerId TAKEN = new PeerId("aaaaaaaa");

  @Test
  void a_network_gives_no_id_a_second_time() {
    SequentialIds ids = new SequentialIds().thenGive(TAKEN, TAKEN);
    try (Broker broker = Peers.builder().store(new InMemoryPeerStore()).ids(ids).open()) {
      assertThat(registered(broker, "first")).isEqualTo(TAKEN);
      assertThat(registered(broker, "second")).isEqualTo(new PeerId("00000001"));
    }
  }

  private static PeerId registered(Broker broker, String name) {
    return broker
        .register(RegisterRequest.program(name, "/work"))
        .toCompletableFuture()
        .join()
        .orThrow()
        .peer()
        .id();
  }
}
