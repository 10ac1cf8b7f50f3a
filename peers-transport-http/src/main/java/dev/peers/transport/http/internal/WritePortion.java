package dev.peers.transport.http.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/// Hands a channel no more at once than a socket takes. The JDK copies all that it is given before
/// it writes what the socket takes: without this, a large answer would be copied again for each of
/// its parts.
final class WritePortion {
  private static final int LARGEST = 256 << 10;

  private WritePortion() {}

  static int write(GatheringByteChannel channel, ByteBuffer source) throws IOException {
    return source.remaining() > LARGEST
        ? (int) write(channel, new ByteBuffer[] {source}, 0, 1)
        : channel.write(source);
  }

  static long write(GatheringByteChannel channel, ByteBuffer[] sources, int offset, int length)
      throws IOException {
    int room = LARGEST;
    for (int i = offset; i < offset + length; i++) {
      ByteBuffer source = sources[i];
      if (source.remaining() > room) {
        int limit = source.limit();
        source.limit(source.position() + room);
        try {
          return channel.write(sources, offset, i - offset + 1);
        } finally {
          source.limit(limit);
        }
      }
      room -= source.remaining();
    }
    return channel.write(sources, offset, length);
  }
}
