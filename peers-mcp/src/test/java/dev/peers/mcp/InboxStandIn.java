package dev.peers.mcp;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An inbox socket that behaves as Claude Code's does: it takes lines and never answers.
final class InboxStandIn implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel server;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  InboxStandIn(Path path) throws IOException {
    this.path = path;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Thread.ofVirtual().start(this::accept);
  }

  Path path() {
    return path;
  }

  private void accept() {
    while (server.isOpen()) {
      try (SocketChannel channel = server.accept();
          BufferedReader reader =
              new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
        reader.lines().forEach(lines::add);
      } catch (IOException e) {
        return;
      }
    }
  }

  /// Waits for this many lines, and returns all that have come.
  List<String> awaitLines(int count) {
    await().until(() -> lines.size() >= count);
    return List.copyOf(lines);
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }
}
