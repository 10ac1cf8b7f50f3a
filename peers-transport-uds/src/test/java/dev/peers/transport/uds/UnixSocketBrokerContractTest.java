package dev.peers.transport.uds;

import dev.peers.core.Broker;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.RemoteBroker;
import dev.peers.testkit.BrokerContract;
import dev.peers.transport.http.HttpLimits;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The whole contract, through a server on a Unix socket and the client.
final class UnixSocketBrokerContractTest implements BrokerContract {
  @TempDir Path folder;
  private UnixSocketServer server;

  @Override
  public Broker expose(Broker network) {
    BrokerApi api = new BrokerApi(network, "test", () -> {});
    server = UnixSocketServer.start(folder.resolve("s"), api, HttpLimits.DEFAULTS);
    return RemoteBroker.to(new BrokerAddress.UnixSocket(server.path()));
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }
}
