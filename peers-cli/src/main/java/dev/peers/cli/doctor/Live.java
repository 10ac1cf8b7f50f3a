package dev.peers.cli.doctor;

import dev.peers.core.BrokerHealth;
import dev.peers.core.ListenException;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Settings;
import dev.peers.transport.uds.BrokerLock;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// What there is where clients look for the broker.
sealed interface Live {
  /// A broker that answers.
  record Answering(BrokerHealth health) implements Live {}

  /// Nothing.
  record Absent() implements Live {}

  /// A socket that nobody listens on any more.
  record LeftBehind(Path socket) implements Live {}

  /// Something that is no socket.
  record InTheWay(Path file) implements Live {}

  /// Somebody who listens and does not answer.
  record Hung(String why) implements Live {}

  /// Nobody answers at the URL, where clients start no broker.
  record Unreachable(String url, String why) implements Live {}

  /// This process may not connect.
  record Forbidden() implements Live {}

  static Live look(Settings settings) {
    try (RemoteBroker broker =
        RemoteBroker.to(BrokerAddress.of(settings), BrokerStarter.NONE, settings.clientTimings())) {
      return new Answering(broker.health().toCompletableFuture().join());
    } catch (CompletionException e) {
      return silent(settings, e.getCause() == null ? e : e.getCause());
    }
  }

  private static Live silent(Settings settings, Throwable why) {
    if (isForbidden(why)) {
      return new Forbidden();
    }
    if (settings.url().isPresent()) {
      return new Unreachable(settings.url().get().toString(), String.valueOf(why.getMessage()));
    }
    Path socket = settings.socket();
    if (Files.notExists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return isLocked(settings.lockFile())
          ? new Hung("its socket " + socket + " is gone")
          : new Absent();
    }
    if (!isSocket(socket)) {
      return new InTheWay(socket);
    }
    return isLocked(settings.lockFile()) || isListening(socket)
        ? new Hung(String.valueOf(why.getMessage()))
        : new LeftBehind(socket);
  }

  /// Whether it is a socket, or a link that leads nowhere, which is as good as one left behind.
  private static boolean isSocket(Path file) {
    try {
      return Files.notExists(file)
          || Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
              .isOther();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isListening(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isForbidden(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String text = String.valueOf(e.getMessage());
      if (text.contains("Operation not permitted") || text.contains("Permission denied")) {
        return true;
      }
    }
    return false;
  }

  /// Holds the lock for a moment, if nobody else does. Without a file nobody holds it.
  static boolean isLocked(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      Optional<BrokerLock> lock = BrokerLock.tryAcquire(file);
      lock.ifPresent(BrokerLock::close);
      return lock.isEmpty();
    } catch (ListenException e) {
      return false;
    }
  }
}
