package dev.peers.transport.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.core.ListenException;
import dev.peers.protocol.BrokerApi;
import dev.peers.transport.http.FakeBroker;
import dev.peers.transport.http.HttpLimits;
import dev.peers.transport.http.RawClient;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UnixSocketServerTest {
  @TempDir Path temp;
  private Path folder;
  private Path socket;

  @BeforeEach
  void chooseSocket() {
    folder = temp.resolve("run");
    socket = folder.resolve("peers.sock");
  }

  private static UnixSocketServer start(Path socket) {
    BrokerApi api = new BrokerApi(new FakeBroker(), "1.2.3", () -> {});
    return UnixSocketServer.start(socket, api, HttpLimits.DEFAULTS);
  }

  private static String health(Path socket) throws IOException {
    try (RawClient client = RawClient.connect(UnixDomainSocketAddress.of(socket))) {
      return client.get("/health").response();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void setMode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private static void leaveStaleSocket(Path socket) throws IOException {
    Files.createDirectories(socket.getParent());
    try (ServerSocketChannel old = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      old.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
  }

  @Test
  void only_the_owner_reaches_the_socket() throws IOException {
    try (UnixSocketServer server = start(socket)) {
      assertThat(server.path()).isEqualTo(socket);
      assertThat(health(socket)).startsWith("HTTP/1.1 200");
      assertThat(mode(socket)).isEqualTo("rw-------");
      assertThat(mode(folder)).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(socket);
      }
    }
  }

  @Test
  void a_folder_of_ones_own_that_is_too_open_is_closed() throws IOException {
    Files.createDirectories(folder);
    setMode(folder, 0755);
    try (UnixSocketServer server = start(socket)) {
      assertThat(mode(folder)).isEqualTo("rwx------");
      assertThat(health(server.path())).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void in_a_shared_folder_the_socket_alone_is_protected() throws IOException {
    Files.createDirectories(folder);
    setMode(folder, 01777);
    try (UnixSocketServer server = start(socket)) {
      assertThat(mode(folder)).isEqualTo("rwxrwxrwx");
      assertThat(mode(socket)).isEqualTo("rw-------");
      assertThat(health(server.path())).startsWith("HTTP/1.1 200");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(socket);
      }
    }
  }

  @Test
  void the_socket_is_removed_when_the_server_stops() {
    UnixSocketServer server = start(socket);
    assertThat(server.stop(Duration.ofSeconds(5))).isTrue();
    assertThat(socket).doesNotExist();
    server.close();
  }

  @Test
  void a_socket_that_took_its_place_is_left_alone() throws IOException {
    UnixSocketServer server = start(socket);
    Files.delete(socket);
    leaveStaleSocket(socket);
    server.close();
    assertThat(socket).exists();
  }

  @Test
  void a_leftover_is_replaced() throws IOException {
    leaveStaleSocket(socket);
    try (UnixSocketServer server = start(socket)) {
      assertThat(health(server.path())).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_leftover_in_a_shared_folder_is_replaced() throws IOException {
    leaveStaleSocket(socket);
    setMode(folder, 01777);
    try (UnixSocketServer server = start(socket)) {
      assertThat(health(server.path())).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_socket_that_somebody_listens_on_is_left_alone() throws IOException {
    try (UnixSocketServer server = start(socket)) {
      assertThatThrownBy(() -> start(socket))
          .isInstanceOf(ListenException.class)
          .hasMessageContaining("somebody listens on " + socket);
      assertThat(health(server.path())).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void something_else_at_the_path_is_left_alone() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(socket, "precious");
    assertThatThrownBy(() -> start(socket))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("is in the way");
    assertThat(socket).hasContent("precious");
  }

  @Test
  void a_link_at_the_path_is_left_alone() throws IOException {
    leaveStaleSocket(folder.resolve("other.sock"));
    Files.createSymbolicLink(socket, folder.resolve("other.sock"));
    assertThatThrownBy(() -> start(socket)).hasMessageContaining("is in the way");
    assertThat(Files.isSymbolicLink(socket)).isTrue();
  }

  /// Only root can make such a link.
  @Test
  void a_link_of_somebody_else_that_leads_to_the_folder_is_refused() throws IOException {
    Files.createDirectories(folder);
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
    if (Integer.valueOf(0)
        .equals(Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
      Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
      assertThatThrownBy(() -> start(link.resolve("peers.sock")))
          .isInstanceOf(ListenException.class)
          .hasMessageContaining("the link " + link + " belongs to");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void a_path_that_is_too_long_is_refused_with_the_way_round() throws IOException {
    Path deep = folder.resolve("d".repeat(100));
    assertThatThrownBy(() -> start(deep.resolve("peers.sock")))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("at most 106")
        .hasMessageContaining("symbolic link");
    Files.createDirectories(deep);
    Path shortcut = Files.createSymbolicLink(temp.resolve("s"), deep);
    try (UnixSocketServer server = start(shortcut.resolve("peers.sock"))) {
      assertThat(health(server.path())).startsWith("HTTP/1.1 200");
      assertThat(Files.exists(deep.resolve("peers.sock"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
  }

  @Test
  void other_users_are_refused_and_root_is_not() throws IOException {
    UserPrincipal nobody = user("nobody");
    Credentials credentials = Credentials.ofOwner(nobody);
    assertThat(credentials.admits(nobody)).isTrue();
    assertThat(credentials.admits(user("root"))).isTrue();
    assertThat(credentials.admits(user("daemon"))).isFalse();
    assertThat(Credentials.ofOwner(user("root")).admits(nobody)).isFalse();
  }

  private static UserPrincipal user(String name) throws IOException {
    return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
  }
}
