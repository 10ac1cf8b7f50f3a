package dev.peers.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Asks a broker on a number of connections, each of which has one request under way. One thread
/// serves them all, so that asking costs little.
final class Load implements AutoCloseable {
  /// How many requests were answered in how long, and how long each took in milliseconds.
  record Result(long count, double seconds, Spread millis) {
    double perSecond() {
      return count / seconds;
    }
  }

  private final List<Wire> wires = new ArrayList<>();
  private final List<ByteBuffer> requests;
  private final Selector selector;
  private final long[] sentAt;
  private long[] took = new long[1 << 16];
  private int count;

  /// @param requests what each connection asks
  Load(Wire.Address address, List<ByteBuffer> requests) throws IOException {
    this.requests = requests;
    this.selector = Selector.open();
    this.sentAt = new long[requests.size()];
    for (int i = 0; i < requests.size(); i++) {
      Wire wire = new Wire(address);
      wires.add(wire);
      if (requests.size() > 1) {
        wire.channel.configureBlocking(false);
        wire.channel.register(selector, SelectionKey.OP_READ, i);
      }
    }
  }

  Result run(double seconds) throws IOException {
    count = 0;
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    if (wires.size() == 1) {
      askOne(end);
    } else {
      askMany(end);
    }
    double lasted = (System.nanoTime() - start) / 1e9;
    return new Result(count, lasted, Spread.ofNanos(took, count));
  }

  private void askOne(long end) throws IOException {
    Wire wire = wires.getFirst();
    for (long now = System.nanoTime(); now < end; ) {
      wire.exchange(requests.getFirst());
      long done = System.nanoTime();
      note(wire, done - now);
      now = done;
    }
  }

  private void askMany(long end) throws IOException {
    for (int i = 0; i < wires.size(); i++) {
      ask(i);
    }
    for (int open = wires.size(); open > 0; ) {
      selector.select();
      boolean goOn = System.nanoTime() < end;
      for (SelectionKey key : selector.selectedKeys()) {
        int i = (Integer) key.attachment();
        if (wires.get(i).receive()) {
          note(wires.get(i), System.nanoTime() - sentAt[i]);
          if (goOn) {
            ask(i);
          } else {
            open--;
          }
        }
      }
      selector.selectedKeys().clear();
    }
  }

  private void ask(int i) throws IOException {
    sentAt[i] = System.nanoTime();
    wires.get(i).send(requests.get(i));
  }

  private void note(Wire wire, long nanos) {
    if (!wire.isOk()) {
      throw new IllegalStateException("refused: " + wire.body());
    }
    if (count == took.length) {
      took = Arrays.copyOf(took, 2 * count);
    }
    took[count++] = nanos;
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    selector.close();
  }
}
