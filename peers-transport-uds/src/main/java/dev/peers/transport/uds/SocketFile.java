package dev.peers.transport.uds;

import dev.peers.core.ListenException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/// A bound Unix socket and the file by which it is found.
final class SocketFile implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SocketFile.class.getName());
  private static final int MAX_PATH_BYTES = 106;
  private static final int BACKLOG = 1024;
  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_SOCKET = 0140000;

  private final Path path;
  private final ServerSocketChannel channel;
  private final UserPrincipal owner;
  private final Object identity;

  private SocketFile(Path path, ServerSocketChannel channel, UserPrincipal owner, Object identity) {
    this.path = path;
    this.channel = channel;
    this.owner = owner;
    this.identity = identity;
  }

  /// Binds to an absolute path, in place of a socket that nobody listens on any more.
  static SocketFile bind(Path path) {
    requireLength(path);
    try {
      SocketFolder folder = SocketFolder.prepare(path);
      try {
        removeLeftover(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return bind(channel, path, folder);
      } finally {
        folder.discardPrivatePlace();
      }
    } catch (IOException e) {
      throw new ListenException("cannot bind to " + path + ": " + e.getMessage(), e);
    }
  }

  private static SocketFile bind(ServerSocketChannel channel, Path path, SocketFolder folder)
      throws IOException {
    try {
      // The mode of a new socket follows the umask. Nobody else can reach it until it is mended:
      // either because of its folder, or because it is moved here only then.
      Path first = folder.isPrivate() ? path : folder.privatePlace();
      requireLength(first);
      channel.bind(UnixDomainSocketAddress.of(first), BACKLOG);
      Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
      if (!first.equals(path)) {
        Files.move(first, path, StandardCopyOption.ATOMIC_MOVE);
      }
      return new SocketFile(path, channel, folder.user(), FileIdentity.of(path));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void requireLength(Path path) {
    int length = path.toString().getBytes(Charset.defaultCharset()).length;
    if (length > MAX_PATH_BYTES) {
      throw new ListenException(
          "the socket path has "
              + length
              + " bytes, and the operating system takes at most "
              + MAX_PATH_BYTES
              + ": choose a shorter one, or reach its folder through a symbolic link: "
              + path);
    }
  }

  private static void removeLeftover(Path path) throws IOException {
    int mode;
    try {
      mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if ((mode & TYPE_MASK) != TYPE_SOCKET) {
      throw new ListenException(
          path + " is in the way: it is not a socket. Move it away, or choose another path.");
    }
    requireSilence(path);
    Files.deleteIfExists(path);
  }

  private static void requireSilence(Path path) throws IOException {
    try (SocketChannel caller = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // Not blocking, for a full backlog would keep us waiting. That also means that somebody
      // lives.
      caller.configureBlocking(false);
      caller.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException e) {
      LOG.log(Level.INFO, "nobody answers at {0} any more; taking its place", path);
      return;
    } catch (IOException e) {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      throw new ListenException(
          "somebody seems to listen on " + path + " already: " + e.getMessage(), e);
    }
    throw new ListenException("somebody listens on " + path + " already; stop that broker first");
  }

  Path path() {
    return path;
  }

  ServerSocketChannel channel() {
    return channel;
  }

  /// The user that this process runs as.
  UserPrincipal owner() {
    return owner;
  }

  /// Removes the file if it still is this socket's. That is only known while the socket is open:
  /// once closed, its identity may belong to a later file.
  void remove() {
    try {
      if (channel.isOpen() && FileIdentity.of(path).equals(identity)) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      LOG.log(Level.DEBUG, "the socket {0} was removed by somebody else", path);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the socket " + path + " could not be removed", e);
    }
  }

  @Override
  public void close() {
    remove();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a socket failed", e);
    }
  }
}
