package dev.peers.transport.tcp;

import dev.peers.core.ListenException;
import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.internal.HttpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/// Serves the API on a loopback port. Every user of the machine reaches one, and so does every web
/// page that a browser shows here: so requests need the token, and those of web pages are refused.
/// Safe from any thread but the server's own.
public final class TcpServer implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int BACKLOG = 1024;

  private final int port;
  private final HttpListener listener;

  private TcpServer(int port, HttpListener listener) {
    this.port = port;
    this.listener = listener;
  }

  /// Binds the port and starts to serve.
  ///
  /// @param loopback where to listen; port 0 takes a free one
  /// @param token what requests must bear; empty for none, as clients of the old protocol need it
  /// @throws IllegalArgumentException if the address is not one of loopback
  /// @throws ListenException if the port cannot be had
  public static TcpServer start(
      InetSocketAddress loopback, BrokerApi api, HttpLimits limits, Optional<String> token) {
    if (loopback.isUnresolved() || !loopback.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "the broker listens on loopback addresses only (127.0.0.1 or ::1), not on " + loopback);
    }
    TcpGuard guard = new TcpGuard(token, Optional.empty());
    return start(loopback, api, limits, guard, TcpServer::admitsLoopback);
  }

  /// The same on an address that other machines may reach: there is no way without the token.
  ///
  /// @throws ListenException if the port cannot be had
  public static TcpServer startBeyondLoopback(
      InetSocketAddress address, BrokerApi api, HttpLimits limits, String token) {
    TcpGuard guard = new TcpGuard(Optional.of(token), Optional.of(address.getAddress()));
    return start(address, api, limits, guard, TcpServer::admitsAll);
  }

  private static TcpServer start(
      InetSocketAddress address,
      BrokerApi api,
      HttpLimits limits,
      TcpGuard guard,
      HttpListener.Admission admission) {
    try {
      ServerSocketChannel server = bind(address);
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      return new TcpServer(
          port, HttpListener.start(server, api, limits, guard, admission, "peers-tcp"));
    } catch (IOException e) {
      throw new ListenException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      // A port that a broker has just left is free at once.
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return server.bind(address, BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private static boolean admitsAll(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return true;
  }

  private static boolean admitsLoopback(SocketChannel channel) throws IOException {
    return admitsAll(channel)
        && ((InetSocketAddress) channel.getRemoteAddress()).getAddress().isLoopbackAddress();
  }

  public int port() {
    return port;
  }

  /// How many connections are open.
  public int connections() {
    return listener.connections();
  }

  /// Lets running requests end and closes everything; says whether they ended within the grace.
  public boolean stop(Duration grace) {
    return listener.stop(grace);
  }

  /// Stops with a short grace.
  @Override
  public void close() {
    stop(GRACE);
  }
}
