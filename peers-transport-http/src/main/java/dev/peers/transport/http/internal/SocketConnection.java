package dev.peers.transport.http.internal;

import dev.peers.transport.http.HttpLimits;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.xnio.StreamConnection;

/// A connection over any socket channel of the JDK. It reports no options, so that Undertow leaves
/// time-outs to the conduit and the handler: its own time-out conduits would also end streams and
/// answers that are allowed to take long.
final class SocketConnection extends StreamConnection {
  /// What a Unix socket says of its ends: handlers expect internet addresses, and null breaks some.
  private static final InetSocketAddress HERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final SocketChannel channel;
  private final SocketConduit conduit;
  private final Duration requestTimeout;
  private final Pace limit;
  private final Pace pace;

  /// Must be called on the I/O thread.
  SocketConnection(IoThread ioThread, SocketChannel channel, HttpLimits limits) throws IOException {
    super(ioThread);
    this.channel = channel;
    this.requestTimeout = limits.requestTimeout();
    this.limit = new Pace(limits.requestsPerMinute(), limits.requestsPerMinute());
    this.pace = new Pace(limits.steadyPerMinute(), limits.steadyBurst());
    this.conduit = new SocketConduit(ioThread, channel, this, limits.writeTimeout());
    setSourceConduit(conduit);
    setSinkConduit(conduit);
  }

  /// The connection of an exchange; none where another server than [HttpListener] has it.
  static Optional<SocketConnection> of(HttpServerExchange exchange) {
    return exchange.getConnection() instanceof HttpServerConnection http
            && http.getChannel() instanceof SocketConnection socket
        ? Optional.of(socket)
        : Optional.empty();
  }

  /// How long a request may take to arrive.
  Duration requestTimeout() {
    return requestTimeout;
  }

  SocketConduit conduit() {
    return conduit;
  }

  SocketChannel channel() {
    return channel;
  }

  /// What requests may not exceed.
  Pace limit() {
    return limit;
  }

  /// What requests that follow each other without a pause are held to.
  Pace pace() {
    return pace;
  }

  @Override
  public SocketAddress getPeerAddress() {
    return internetAddress(SocketChannel::getRemoteAddress);
  }

  @Override
  public SocketAddress getLocalAddress() {
    return internetAddress(SocketChannel::getLocalAddress);
  }

  private SocketAddress internetAddress(End end) {
    try {
      return end.of(channel) instanceof InetSocketAddress address ? address : HERE;
    } catch (IOException e) {
      return HERE;
    }
  }

  /// The conduit asks this class to note that a direction has ended; what the superclass offers for
  /// it is protected.
  boolean noteReadsEnded() {
    return readClosed();
  }

  boolean noteWritesEnded() {
    return writeClosed();
  }

  @Override
  protected void closeAction() throws IOException {
    conduit.closeChannel();
  }

  @Override
  protected void notifyReadClosed() {
    conduit.readsTerminated();
    super.notifyReadClosed();
  }

  @Override
  protected void notifyWriteClosed() {
    conduit.writesTerminated();
    super.notifyWriteClosed();
  }

  @FunctionalInterface
  private interface End {
    SocketAddress of(SocketChannel channel) throws IOException;
  }
}
