package dev.peers.mcp.internal.rpc;

import dev.peers.protocol.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/// The only one that writes to the client: whole lines, each flushed. Thread-safe.
final class LineWriter {
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean broken;

  LineWriter(OutputStream out) {
    this.out = out;
  }

  /// Writes a message and flushes it.
  ///
  /// @return whether it was written; once a write failed, none is tried any more, because a part of
  ///   a line may be out
  boolean write(Json message) {
    byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      if (broken) {
        return false;
      }
      out.write(line);
      out.flush();
      return true;
    } catch (IOException e) {
      broken = true;
      return false;
    } finally {
      lock.unlock();
    }
  }
}
