package dev.peers.protocol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A socket behind which a script of bytes answers, well or badly.
final class FakeServer implements AutoCloseable {
  final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final ServerSocketChannel server;
  private final Script script;

  private FakeServer(ServerSocketChannel server, Script script) {
    this.server = server;
    this.script = script;
  }

  static FakeServer at(Path socket, Script script) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    return on(channel, script);
  }

  static FakeServer onLoopback(Script script) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return on(channel, script);
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private static FakeServer on(ServerSocketChannel channel, Script script) {
    FakeServer server = new FakeServer(channel, script);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  static String json(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel channel : open) {
      channel.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        connections.incrementAndGet();
        open.add(channel);
        Thread.ofVirtual().start(() -> serve(channel));
      }
    } catch (IOException e) {
      // Closed: the script is over.
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      Peer peer = new Peer(channel);
      for (String request = peer.request(); !request.isEmpty(); request = peer.request()) {
        requests.add(request);
        script.answer(request, peer);
      }
    } catch (IOException e) {
      // The client hung up, or the test ended.
    } finally {
      open.remove(channel);
    }
  }

  /// What is done about each request.
  interface Script {
    void answer(String request, Peer peer) throws IOException;
  }

  /// The client's side of one connection.
  static final class Peer {
    private final SocketChannel channel;
    private final StringBuilder read = new StringBuilder();

    Peer(SocketChannel channel) {
      this.channel = channel;
    }

    void write(String bytes) throws IOException {
      ByteBuffer left = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8));
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }

    void hangUp() throws IOException {
      channel.close();
    }

    /// Does nothing until the client hangs up.
    void hang() throws IOException {
      while (fill()) {
        // What else it says is not answered.
      }
    }

    /// One whole request; empty at the end.
    String request() throws IOException {
      int end = read.indexOf("\r\n\r\n");
      while (end < 0 || read.length() < end + 4 + length(end)) {
        if (!fill()) {
          return "";
        }
        end = read.indexOf("\r\n\r\n");
      }
      String request = read.substring(0, end + 4 + length(end));
      read.delete(0, request.length());
      return request;
    }

    private int length(int end) {
      String name = "Content-Length: ";
      int start = read.indexOf(name);
      return start < 0 || start > end
          ? 0
          : Integer.parseInt(read.substring(start + name.length(), read.indexOf("\r\n", start)));
    }

    private boolean fill() throws IOException {
      ByteBuffer piece = ByteBuffer.allocate(65_536);
      int count = channel.read(piece);
      if (count > 0) {
        // One character per byte keeps lengths right.
        read.append(new String(piece.array(), 0, count, StandardCharsets.ISO_8859_1));
      }
      return count >= 0;
    }
  }
}
