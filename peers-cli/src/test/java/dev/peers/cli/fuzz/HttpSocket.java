package dev.peers.cli.fuzz;

import dev.peers.core.Broker;
import dev.peers.core.Peers;
import dev.peers.protocol.BrokerApi;
import dev.peers.testkit.FakeProcessInspector;
import dev.peers.testkit.FakeRepositories;
import dev.peers.testkit.InMemoryPeerStore;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.uds.UnixSocketServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A broker in memory behind a real Unix socket, and what it answers to bytes that are written
/// there. Bodies are limited to [#BODY_BYTES].
final class HttpSocket implements AutoCloseable {
  static final int BODY_BYTES = 8_192;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PIECES = 8;

  private final Path folder;
  private final Broker broker;
  private final UnixSocketServer server;

  HttpSocket() {
    try {
      folder = Files.createTempDirectory("peers-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    broker =
        Peers.builder()
            .store(new InMemoryPeerStore())
            .processes(new FakeProcessInspector())
            .repositories(new FakeRepositories())
            .open();
    server =
        UnixSocketServer.start(
            folder.resolve("s"),
            new BrokerApi(broker, "1", () -> {}),
            HttpLimits.DEFAULTS.withBodyBytes(BODY_BYTES));
  }

  int connections() {
    return server.connections();
  }

  /// Writes the bytes in pieces, says that no more will come, and answers what came until the end.
  ///
  /// @throws AssertionError if the connection does not end
  byte[] exchange(byte[] request) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    SplittableRandom random = new SplittableRandom(Arrays.hashCode(request));
    ByteBuffer out = ByteBuffer.wrap(request);
    ByteBuffer in = ByteBuffer.allocate(1 << 16);
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(server.path()));
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      while (read(channel, in.clear(), answers)) {
        if (key.interestOps() != SelectionKey.OP_READ && !write(channel, out, random)) {
          key.interestOps(SelectionKey.OP_READ);
        }
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("no end after " + PATIENCE + "; until then: " + answers);
        }
        selector.select(left);
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answers.toByteArray();
  }

  /// Whether more may come. A server that turns its back on the rest resets the connection.
  private static boolean read(SocketChannel channel, ByteBuffer in, ByteArrayOutputStream answers) {
    try {
      int count = channel.read(in);
      byte[] read = new byte[in.flip().remaining()];
      in.get(read);
      answers.writeBytes(read);
      return count >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// Writes the next piece; says whether there are more, or ends the direction.
  private static boolean write(SocketChannel channel, ByteBuffer out, SplittableRandom random) {
    try {
      int piece = 1 + random.nextInt(1 + 2 * out.capacity() / PIECES);
      ByteBuffer next = out.slice(out.position(), Math.min(piece, out.remaining()));
      out.position(out.position() + channel.write(next));
      if (!out.hasRemaining()) {
        channel.shutdownOutput();
      }
      return out.hasRemaining();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.close();
    broker.close();
    try {
      Files.deleteIfExists(folder.resolve("s"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
