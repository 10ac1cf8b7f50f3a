package dev.peers.transport.tcp.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.peers.core.Broker;
import dev.peers.core.BrokerUnavailableException;
import dev.peers.core.Peers;
import dev.peers.core.RegisterRequest;
import dev.peers.core.session.Session;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.RemoteBroker;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.tcp.TcpServer;
import dev.peers.transport.tcp.TokenFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code of docs/embedding.md that is about TCP.
final class HostingGuideTest {
  @Test
  void a_program_hosts_a_broker_on_a_port(@TempDir Path folder) {
    Path tokenFile = folder.resolve("token");
    // region host
    String token = TokenFile.readOrCreate(tokenFile);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Broker own = Peers.builder().store(new InMemoryPeerStore()).open();
        TcpServer server =
            TcpServer.start(
                anyPort,
                new BrokerApi(own, "1.0", () -> {}),
                HttpLimits.DEFAULTS,
                Optional.of(token))) {
      serve(URI.create("http://127.0.0.1:" + server.port()), token);
    }
    // endregion
  }

  private static void serve(URI uri, String token) {
    try (Broker stranger = RemoteBroker.to(new BrokerAddress.Tcp(uri, Optional.empty()));
        Broker client = RemoteBroker.to(new BrokerAddress.Tcp(uri, Optional.of(token)));
        Session guest = Session.join(client, RegisterRequest.program("guest", "/srv"))) {
      assertThat(guest.self().name()).hasToString("guest");
      assertThatExceptionOfType(BrokerUnavailableException.class)
          .isThrownBy(() -> Session.join(stranger, RegisterRequest.program("other", "/srv")));
    }
  }
}
