package dev.peers.transport.uds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeerProcessTest {
  @TempDir Path folder;
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void the_process_that_connected_is_known_among_others() throws IOException {
    Process curl =
        new ProcessBuilder(
                "curl",
                "-s",
                "--max-time",
                "60",
                "--unix-socket",
                folder.resolve("s").toString(),
                "http://localhost/")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (SocketChannel ofCurl = server.accept();
        SocketChannel own = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s")));
        SocketChannel ofOwn = server.accept()) {
      int size = ofCurl.getOption(StandardSocketOptions.SO_RCVBUF);
      assertThat(PeerProcess.of(ofCurl)).contains(curl.pid());
      assertThat(PeerProcess.of(ofOwn)).contains(ProcessHandle.current().pid());
      assertThat(ofCurl.getOption(StandardSocketOptions.SO_RCVBUF)).isEqualTo(size);
      assertThat(own.isConnected()).isTrue();
    } finally {
      curl.destroyForcibly();
    }
  }

  @Test
  void of_a_closed_connection_and_of_tcp_nothing_is_known() throws IOException {
    SocketChannel own = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s")));
    SocketChannel accepted = server.accept();
    own.close();
    accepted.close();
    assertThat(PeerProcess.of(accepted)).isEmpty();
    try (ServerSocketChannel tcp = ServerSocketChannel.open()) {
      tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(tcp.getLocalAddress());
          SocketChannel ofClient = tcp.accept()) {
        assertThat(PeerProcess.of(ofClient)).isEmpty();
        assertThat(client.isConnected()).isTrue();
      }
    }
  }
}
