package dev.peers.mcp.internal.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.WakeStatus;
import dev.peers.testkit.FakeInbox;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClaudeInboxTest {
  @TempDir Path folder;

  private final ClaudeInbox inbox = new ClaudeInbox(Duration.ofMillis(500));

  @Test
  void token_and_text_are_written_as_two_lines() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = listen(socket, 5)) {
      assertThat(inbox.post(socket.toString(), Optional.of("tok-1"), "say \"hi\""))
          .isEqualTo(WakeStatus.QUEUED);
      assertThat(readAll(server))
          .isEqualTo(
              """
              {"type":"auth","token":"tok-1"}
              {"type":"user","message":{"role":"user","content":"say \\"hi\\""}}
              """);
    }
  }

  @Test
  void without_a_token_only_the_text_is_written() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = listen(socket, 5)) {
      assertThat(inbox.post(socket.toString(), Optional.empty(), "hi"))
          .isEqualTo(WakeStatus.QUEUED);
      assertThat(readAll(server))
          .isEqualTo("{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"hi\"}}\n");
    }
  }

  @Test
  void nobody_there_is_a_failure() throws IOException {
    assertThat(inbox.post(folder.resolve("none").toString(), Optional.empty(), "hi"))
        .isEqualTo(WakeStatus.FAILED);
    Path stale = folder.resolve("stale");
    listen(stale, 5).close();
    assertThat(inbox.post(stale.toString(), Optional.empty(), "hi")).isEqualTo(WakeStatus.FAILED);
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(inbox.post(file.toString(), Optional.empty(), "hi")).isEqualTo(WakeStatus.FAILED);
    assertThat(inbox.post("/" + "x".repeat(300), Optional.empty(), "hi"))
        .isEqualTo(WakeStatus.FAILED);
  }

  @Test
  void a_socket_that_nobody_accepts_from_fails_without_waiting() throws IOException {
    Path socket = folder.resolve("s");
    try (FakeInbox hanging = FakeInbox.hanging(socket)) {
      long begin = System.nanoTime();
      assertThat(inbox.post(socket.toString(), Optional.empty(), "hi"))
          .isEqualTo(WakeStatus.FAILED);
      assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(1_000);
      assertThat(hanging.lines()).isEmpty();
    }
  }

  @Test
  void a_reader_that_hangs_costs_no_more_than_the_time_out() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = listen(socket, 5)) {
      long begin = System.nanoTime();
      assertThat(inbox.post(socket.toString(), Optional.empty(), "x".repeat(5_000_000)))
          .isEqualTo(WakeStatus.AMBIGUOUS);
      assertThat((System.nanoTime() - begin) / 1_000_000).isBetween(400L, 3_000L);
      assertThat(server.isOpen()).isTrue();
    }
  }

  @Test
  void a_reader_that_vanishes_halfway_leaves_it_open_what_arrived() throws Exception {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = listen(socket, 5)) {
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (SocketChannel channel = server.accept()) {
                      channel.read(ByteBuffer.allocate(10));
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
      assertThat(inbox.post(socket.toString(), Optional.empty(), "x".repeat(5_000_000)))
          .isEqualTo(WakeStatus.AMBIGUOUS);
      reader.join();
    }
  }

  private static ServerSocketChannel listen(Path socket, int backlog) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), backlog);
    return server;
  }

  private static String readAll(ServerSocketChannel server) throws IOException {
    try (SocketChannel channel = server.accept()) {
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
