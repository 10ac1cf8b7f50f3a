package dev.peers.protocol.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One connection. Used by one thread at a time; closed from any.
final class HttpConnection implements AutoCloseable {
  private final SocketChannel channel;
  private final HttpBytes in;
  private boolean sentAny;

  HttpConnection(SocketChannel channel) {
    this.channel = channel;
    this.in = new HttpBytes(channel);
  }

  SocketChannel channel() {
    return channel;
  }

  void send(byte[] request) throws IOException {
    sentAny = false;
    in.forget();
    ByteBuffer left = ByteBuffer.wrap(request);
    while (left.hasRemaining()) {
      sentAny |= channel.write(left) > 0;
    }
  }

  /// Whether anything of the last request may have arrived.
  boolean sentAny() {
    return sentAny;
  }

  /// Whether anything of its answer came.
  boolean gotAny() {
    return in.any();
  }

  HttpHead head() throws IOException {
    return HttpHead.read(in);
  }

  HttpBody body(HttpHead head) throws IOException {
    return HttpBody.of(head, in);
  }

  /// Whether the other side still holds it, as far as one can know without asking. An answer that
  /// nobody asked for is no good sign either.
  boolean isFresh() {
    if (in.hasBuffered()) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      int count = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return count == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is gone all the same.
    }
  }
}
