package dev.peers.testkit;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The inbox socket of a Claude Code session, for tests of what wakes one: a real Unix socket that
/// takes lines and never answers. Safe from any thread.
public final class FakeInbox implements AutoCloseable {
  /// How long to wait for what has been written to arrive.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int BACKLOG = 50;

  private final Path path;
  private final ServerSocketChannel server;
  private final List<SocketChannel> callers = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  private FakeInbox(Path path, int backlog) throws IOException {
    this.path = path;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path), backlog);
  }

  /// One that reads what comes.
  public static FakeInbox open(Path path) throws IOException {
    FakeInbox inbox = new FakeInbox(path, BACKLOG);
    Thread.ofVirtual().start(inbox::accept);
    return inbox;
  }

  /// One that accepts nobody, and before which as many wait as may.
  public static FakeInbox hanging(Path path) throws IOException {
    FakeInbox inbox = new FakeInbox(path, 1);
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

  public Path path() {
    return path;
  }

  /// What has come so far.
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /// Waits for so many lines, and returns all that have come.
  ///
  /// @throws AssertionError if they do not come within [#PATIENCE]
  public synchronized List<String> awaitLines(int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (lines.size() < count) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError("no " + count + " lines within " + PATIENCE + ", only " + lines);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for lines", e);
      }
    }
    return List.copyOf(lines);
  }

  /// Stops listening. Its file stays, as that of a session that was killed does.
  public void refuse() throws IOException {
    server.close();
  }

  private void accept() {
    while (server.isOpen()) {
      try (SocketChannel channel = server.accept();
          BufferedReader reader =
              new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
        reader.lines().forEach(this::take);
      } catch (IOException e) {
        return;
      }
    }
  }

  private synchronized void take(String line) {
    lines.add(line);
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel caller : callers) {
      caller.close();
    }
    server.close();
    Files.deleteIfExists(path);
  }
}
