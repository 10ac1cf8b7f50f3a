package dev.peers.transport.uds;

import dev.peers.core.ListenException;
import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.internal.HttpListener;
import dev.peers.transport.http.internal.RequestGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Serves the API on a Unix socket, to its own user and to root.
///
/// Whoever starts one holds the [BrokerLock] that belongs to the socket: only then is a socket file
/// that nobody listens on known to be a leftover. Safe from any thread but the server's own.
public final class UnixSocketServer implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final SocketFile file;
  private final HttpListener listener;

  private UnixSocketServer(SocketFile file, HttpListener listener) {
    this.file = file;
    this.listener = listener;
  }

  /// Binds the socket and starts to serve. The socket has mode 0600 from the first moment on, its
  /// folder 0700 unless others have business there.
  ///
  /// @throws ListenException if somebody answers at the socket, if something else is in its place,
  ///   if its path is too long, or if its folder cannot be trusted
  public static UnixSocketServer start(Path socket, BrokerApi api, HttpLimits limits) {
    SocketFile file = SocketFile.bind(socket.toAbsolutePath());
    try {
      Credentials credentials = Credentials.ofOwner(file.owner());
      return new UnixSocketServer(
          file,
          HttpListener.start(
              file.channel(), api, limits, RequestGuard.NONE, credentials, "peers-uds"));
    } catch (IOException e) {
      file.close();
      throw new ListenException("cannot listen on " + socket + ": " + e.getMessage(), e);
    }
  }

  public Path path() {
    return file.path();
  }

  /// How many connections are open.
  public int connections() {
    return listener.connections();
  }

  /// Removes the socket, lets running requests end and closes everything; says whether they ended
  /// within the grace.
  public boolean stop(Duration grace) {
    file.remove();
    return listener.stop(grace);
  }

  /// Stops with a short grace.
  @Override
  public void close() {
    stop(GRACE);
  }
}
