package dev.peers.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeInboxTest {
  @TempDir Path folder;

  @Test
  void lines_are_kept_in_the_order_in_which_they_came() throws IOException {
    Path path = folder.resolve("inbox");
    try (FakeInbox inbox = FakeInbox.open(path)) {
      write(path, "one\ntwo\n");
      assertThat(inbox.awaitLines(2)).containsExactly("one", "two").isEqualTo(inbox.lines());
      write(path, "three\n");
      assertThat(inbox.awaitLines(3)).endsWith("three");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void one_that_refuses_leaves_its_file_behind() throws IOException {
    try (FakeInbox inbox = FakeInbox.open(folder.resolve("inbox"))) {
      inbox.refuse();
      assertThat(inbox.path()).exists();
      assertThatThrownBy(() -> write(inbox.path(), "one\n")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void before_one_that_hangs_there_is_no_room() throws IOException {
    try (FakeInbox inbox = FakeInbox.hanging(folder.resolve("inbox"));
        SocketChannel late = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      late.configureBlocking(false);
      assertThatThrownBy(() -> late.connect(UnixDomainSocketAddress.of(inbox.path())))
          .isInstanceOf(IOException.class);
    }
  }

  private static void write(Path path, String lines) throws IOException {
    try (SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      caller.write(ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
