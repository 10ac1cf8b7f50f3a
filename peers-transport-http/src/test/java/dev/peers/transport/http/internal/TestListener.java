package dev.peers.transport.http.internal;

import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.FakeBroker;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.RawClient;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A listener on a Unix socket with nobody behind it.
final class TestListener implements AutoCloseable {
  final FakeBroker broker = new FakeBroker();
  final HttpListener listener;
  private final UnixDomainSocketAddress address;

  TestListener(Path folder, HttpLimits limits) throws IOException {
    Path socket = folder.resolve("s");
    Files.deleteIfExists(socket);
    address = UnixDomainSocketAddress.of(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address, 1024);
    listener =
        HttpListener.start(
            server,
            new BrokerApi(broker, "1.2.3", () -> {}),
            limits,
            RequestGuard.NONE,
            channel -> true,
            "test");
  }

  RawClient connect() throws IOException {
    return RawClient.connect(address);
  }

  @Override
  public void close() {
    listener.stop(Duration.ZERO);
  }
}
