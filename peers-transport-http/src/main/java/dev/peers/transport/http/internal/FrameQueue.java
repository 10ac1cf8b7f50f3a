package dev.peers.transport.http.internal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/// Encoded events between the one who tells and the one who writes, bounded in bytes. Safe from any
/// thread.
///
/// When it is full it closes, and what it holds can still be taken: so a reader that is too slow
/// gets events without a gap up to some point, from where it resumes.
final class FrameQueue {
  private static final int BATCH = 16 << 10;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final int capacity;
  private final Budget budget;
  private final Queue<byte[]> frames = new ArrayDeque<>();
  private long size;
  private boolean closed;

  FrameQueue(int capacity, Budget budget) {
    this.capacity = capacity;
    this.budget = budget;
  }

  /// Adds a frame; says whether the reader has to be told of a change. A frame that finds the queue
  /// empty is taken whatever its size.
  synchronized boolean offer(byte[] frame) {
    if (closed) {
      return false;
    }
    if (frames.isEmpty()) {
      budget.reserve(frame.length);
    } else if (size + frame.length > capacity || !budget.tryReserve(frame.length)) {
      closed = true;
      return true;
    }
    frames.add(frame);
    size += frame.length;
    return true;
  }

  synchronized void close() {
    closed = true;
  }

  /// Closes it and lets go of what it holds.
  synchronized void discard() {
    closed = true;
    budget.release(size);
    frames.clear();
    size = 0;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized boolean isEmpty() {
    return frames.isEmpty();
  }

  /// The next frames, as many as make a worthwhile write; nothing if there are none.
  synchronized ByteBuffer take() {
    int length = 0;
    int count = 0;
    for (byte[] frame : frames) {
      if (count > 0 && length + frame.length > BATCH) {
        break;
      }
      length += frame.length;
      count++;
    }
    return count == 0 ? NOTHING : join(count, length);
  }

  private ByteBuffer join(int count, int length) {
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (int i = 0; i < count; i++) {
      joined.put(frames.remove());
    }
    size -= length;
    budget.release(length);
    return joined.flip();
  }
}
