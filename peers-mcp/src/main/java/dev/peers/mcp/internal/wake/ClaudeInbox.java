package dev.peers.mcp.internal.wake;

import dev.peers.core.model.WakeStatus;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Writes a line to the inbox socket of a Claude Code session. The session never answers, so all
/// that can be known is that the line was taken.
public final class ClaudeInbox {
  private final Duration timeout;

  public ClaudeInbox(Duration timeout) {
    this.timeout = timeout;
  }

  /// Writes the text as a message to the session. Takes no longer than the time-out.
  public WakeStatus post(String socket, Optional<String> token, String text) {
    ByteBuffer lines = ByteBuffer.wrap(lines(token, text).getBytes(StandardCharsets.UTF_8));
    try (SocketChannel channel = connect(socket)) {
      return write(channel, lines);
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return lines.position() == 0 ? WakeStatus.FAILED : WakeStatus.AMBIGUOUS;
    }
  }

  /// A non-blocking connection, because a connect to a socket that nobody accepts from blocks for
  /// ever once its backlog is full.
  private static SocketChannel connect(String socket) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(Path.of(socket));
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        throw new IOException("the socket does not accept connections");
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private WakeStatus write(SocketChannel channel, ByteBuffer lines) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    channel.write(lines);
    while (lines.hasRemaining()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return lines.position() == 0 ? WakeStatus.FAILED : WakeStatus.AMBIGUOUS;
      }
      awaitWritable(channel, left);
      channel.write(lines);
    }
    return WakeStatus.QUEUED;
  }

  private static void awaitWritable(SocketChannel channel, long millis) throws IOException {
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_WRITE);
      selector.select(millis);
    }
  }

  private static String lines(Optional<String> token, String text) {
    JsonObject message = Json.object().put("role", "user").put("content", text).build();
    JsonObject user = Json.object().put("type", "user").put("message", message).build();
    String auth =
        token
            .map(t -> Json.object().put("type", "auth").put("token", t).build().toString())
            .map(line -> line + "\n")
            .orElse("");
    return auth + user + "\n";
  }
}
