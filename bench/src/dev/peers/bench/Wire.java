package dev.peers.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One keep-alive connection to a broker that does as little as possible per request: what it costs
/// is taken from the same processors as what is measured.
final class Wire implements AutoCloseable {
  private static final int BUFFER_BYTES = 2 << 20;
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

  /// Where a broker is, and the headers that it asks for.
  record Address(SocketAddress socket, String headers) {
    static Address unix(Path path) {
      return new Address(UnixDomainSocketAddress.of(path), "");
    }

    static Address tcp(int port, String token) {
      return new Address(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          "Authorization: Bearer " + token + "\r\n");
    }
  }

  final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);

  Wire(Address address) throws IOException {
    boolean unix = address.socket instanceof UnixDomainSocketAddress;
    channel = SocketChannel.open(unix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET);
    channel.connect(address.socket);
    if (!unix) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  /// A request as it goes over the wire, ready to be sent again and again.
  static ByteBuffer post(Address address, String path, String json, String moreHeaders) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\n"
                + address.headers
                + moreHeaders
                + "Content-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocateDirect(head.length + body.length).put(head).put(body).flip();
  }

  void send(ByteBuffer request) throws IOException {
    ByteBuffer out = request.duplicate();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    in.clear();
  }

  /// Reads what is there; says whether the answer is complete.
  boolean receive() throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("the broker closed the connection");
    }
    int body = bodyStart();
    return body > 0 && in.position() >= body + contentLength(body);
  }

  void exchange(ByteBuffer request) throws IOException {
    send(request);
    while (!receive()) {
      // The rest is still to come.
    }
  }

  /// Whether the answer that came is one of success, also by its own words.
  boolean isOk() {
    return in.get(9) == '2' && !contains("\"ok\":false");
  }

  String body() {
    int start = bodyStart();
    byte[] bytes = new byte[contentLength(start)];
    in.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private boolean contains(String text) {
    int start = bodyStart();
    int end = Math.min(in.position(), start + 16) - text.length();
    for (int i = start; i <= end; i++) {
      int same = 0;
      while (same < text.length() && in.get(i + same) == text.charAt(same)) {
        same++;
      }
      if (same == text.length()) {
        return true;
      }
    }
    return false;
  }

  private int bodyStart() {
    int end = Math.min(in.position() - 3, 1_024);
    for (int i = 60; i < end; i++) {
      if (in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) == '\r') {
        return i + 4;
      }
    }
    return -1;
  }

  private int contentLength(int body) {
    for (int i = 0; i < body - LENGTH.length; i++) {
      if (in.get(i) == '\n' && isLength(i + 1)) {
        int length = 0;
        for (int at = i + 1 + LENGTH.length; in.get(at) != '\r'; at++) {
          length = length * 10 + in.get(at) - '0';
        }
        return length;
      }
    }
    throw new IllegalStateException("an answer without a length");
  }

  private boolean isLength(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      int c = in.get(at + i);
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
