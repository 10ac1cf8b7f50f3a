package dev.peers.transport.tcp;

import dev.peers.core.Broker;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.RemoteBroker;
import dev.peers.testkit.contract.BrokerContract;
import dev.peers.transport.http.HttpLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The whole contract, through a server on a loopback port and the client.
final class TcpBrokerContractTest implements BrokerContract {
  private static final Optional<String> TOKEN = Optional.of("0123456789abcdef0123456789abcdef");

  private @Nullable TcpServer server;

  @Override
  public Broker expose(Broker network) {
    BrokerApi api = new BrokerApi(network, "test", () -> {});
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    TcpServer started = TcpServer.start(anyPort, api, HttpLimits.DEFAULTS, TOKEN);
    server = started;
    URI uri = URI.create("http://127.0.0.1:" + started.port());
    return RemoteBroker.to(new BrokerAddress.Tcp(uri, TOKEN));
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }
}
