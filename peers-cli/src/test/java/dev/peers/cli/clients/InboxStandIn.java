package dev.peers.cli.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/// The inbox socket of a Claude Code session: it takes lines and never answers.
final class InboxStandIn implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel server;
  private final List<SocketChannel> callers = new ArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private InboxStandIn(Path path, int backlog) throws IOException {
    this.path = path;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path), backlog);
  }

  /// One that reads what comes.
  static InboxStandIn open(Path path) throws IOException {
    InboxStandIn inbox = new InboxStandIn(path, 50);
    Thread.ofVirtual().start(inbox::accept);
    return inbox;
  }

  /// One that accepts nobody, and before which as many wait as may.
  static InboxStandIn hanging(Path path) throws IOException {
    InboxStandIn inbox = new InboxStandIn(path, 1);
    boolean room = true;
    while (room) {
      SocketChannel caller = SocketChannel.open(StandardProtocolFamily.UNIX);
      inbox.callers.add(caller);
      caller.configureBlocking(false);
      try {
        room = caller.connect(UnixDomainSocketAddress.of(path));
      } catch (IOException e) {
        room = false;
      }
    }
    return inbox;
  }

  /// What a session sets for its MCP server.
  Map<String, String> variables() {
    return Map.of(
        "CLAUDE_CODE_MESSAGING_SOCKET", path.toString(), "CLAUDE_CODE_MESSAGING_TOKEN", "tok-1");
  }

  /// Waits for so many lines, and returns all that have come.
  List<String> awaitLines(int count) {
    Awaitility.await(count + " lines")
        .atMost(Duration.ofSeconds(60))
        .until(() -> lines.size() >= count);
    return List.copyOf(lines);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /// Stops listening; its file stays, as that of a session that was killed does.
  void refuse() throws IOException {
    server.close();
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

  @Override
  public void close() throws IOException {
    for (SocketChannel caller : callers) {
      caller.close();
    }
    server.close();
  }
}
