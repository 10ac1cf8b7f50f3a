package dev.peers.transport.uds;

import dev.peers.core.Broker;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerApi;
import dev.peers.protocol.RemoteBroker;
import dev.peers.testkit.contract.BrokerContract;
import dev.peers.transport.http.HttpLimits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The whole contract, through a server on a Unix socket and the client.
final class UnixSocketBrokerContractTest implements BrokerContract {
  @TempDir Path folder;
  private @Nullable UnixSocketServer server;

  @Override
  public Broker expose(Broker network) {
    BrokerApi api = new BrokerApi(network, "test", () -> {});
    Path socket = folder.resolve("s");
    server = UnixSocketServer.start(socket, api, HttpLimits.DEFAULTS);
    return RemoteBroker.to(new BrokerAddress.UnixSocket(socket));
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }
}
