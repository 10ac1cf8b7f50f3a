package dev.peers.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.IntStream;

/// What the machine itself makes of a Unix socket and of TCP: a thread that answers whatever it
/// reads with the same bytes. No broker's ratio of the two can be expected to be far from this
/// one's.
final class Echo {
  private static final int[] CONNECTIONS = {1, 8, 32};
  private static final int LIST_OF_100_PEERS = 45_000;

  private final Table table;
  private final int rounds;
  private final double seconds;

  Echo(Table table, int rounds, double seconds) {
    this.table = table;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  void run() throws IOException {
    for (int bytes : new int[] {2, LIST_OF_100_PEERS}) {
      Path socket = Files.createTempDirectory("peers").resolve("s");
      try (Server unix = new Server(UnixDomainSocketAddress.of(socket), bytes);
          Server tcp =
              new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), bytes)) {
        for (int connections : CONNECTIONS) {
          compare(bytes, connections, unix.wire(), tcp.wire());
        }
      } finally {
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
      }
    }
  }

  private void compare(int bytes, int connections, Wire.Address overUnix, Wire.Address overTcp)
      throws IOException {
    double[] perSecond = new double[rounds];
    double[] ratios = new double[rounds];
    try (Load unix = load(overUnix, connections);
        Load tcp = load(overTcp, connections)) {
      for (int i = -1; i < rounds; i++) {
        double rate = unix.run(seconds).perSecond();
        double ratio = rate / tcp.run(seconds).perSecond();
        if (i >= 0) {
          perSecond[i] = rate;
          ratios[i] = ratio;
        }
      }
    }
    table.row(
        "no broker, answers of %d bytes, %d".formatted(bytes, connections),
        "%s a second, Unix to TCP %.2f"
            .formatted(Table.number(Spread.of(perSecond).median()), Spread.of(ratios).median()));
  }

  private static Load load(Wire.Address address, int connections) throws IOException {
    return new Load(
        address,
        IntStream.range(0, connections)
            .mapToObj(i -> Wire.post(address, "/heartbeat", "{\"id\":\"0123abcd\"}", ""))
            .toList());
  }

  /// Answers on one thread.
  private static final class Server implements AutoCloseable {
    private final ServerSocketChannel channel;
    private final Selector selector = Selector.open();
    private final ByteBuffer answer;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);

    Server(SocketAddress address, int bytes) throws IOException {
      channel =
          ServerSocketChannel.open(
              address instanceof UnixDomainSocketAddress
                  ? StandardProtocolFamily.UNIX
                  : StandardProtocolFamily.INET);
      channel.bind(address);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_ACCEPT);
      byte[] text =
          ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                  + bytes
                  + "\r\n\r\n"
                  + String.join("", Collections.nCopies(bytes, "x")))
              .getBytes(StandardCharsets.US_ASCII);
      answer = ByteBuffer.allocateDirect(text.length).put(text).flip();
      Thread.ofPlatform().daemon().start(this::serve);
    }

    Wire.Address wire() throws IOException {
      return channel.getLocalAddress() instanceof InetSocketAddress address
          ? Wire.Address.tcp(address.getPort(), "none")
          : Wire.Address.unix(((UnixDomainSocketAddress) channel.getLocalAddress()).getPath());
    }

    private void serve() {
      try {
        while (selector.isOpen()) {
          selector.select(this::ready);
        }
      } catch (IOException | ClosedSelectorException e) {
        // It was closed.
      }
    }

    private void ready(SelectionKey key) {
      try {
        if (key.isAcceptable()) {
          accept();
        } else {
          answer((SocketChannel) key.channel());
        }
      } catch (IOException e) {
        key.cancel();
      }
    }

    private void accept() throws IOException {
      SocketChannel client = channel.accept();
      if (client != null) {
        client.configureBlocking(false);
        if (client.getRemoteAddress() instanceof InetSocketAddress) {
          client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        client.register(selector, SelectionKey.OP_READ);
      }
    }

    private void answer(SocketChannel client) throws IOException {
      in.clear();
      if (client.read(in) < 0) {
        client.close();
        return;
      }
      ByteBuffer left = answer.duplicate();
      while (left.hasRemaining()) {
        client.write(left);
      }
    }

    @Override
    public void close() throws IOException {
      selector.close();
      channel.close();
    }
  }
}
