package dev.peers.bench;

import dev.peers.bench.World.Member;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Whether housekeeping makes anybody wait: with many peers, requests at a steady rate, each timed
/// from when it was due. A second clock tells how long the machine itself made a thread wait.
final class Probe {
  private static final int PEERS = 1_000;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final int STARTS = 3;

  private final Table table;
  private final int seconds;

  Probe(Table table, int seconds) {
    this.table = table;
    this.seconds = seconds;
  }

  void run(Path folder) throws IOException {
    table.section("Housekeeping with " + PEERS + " peers without event streams");
    try (Sleepers sleepers = Sleepers.start(PEERS);
        World world = new World(folder);
        World empty = new World(folder)) {
      world.start();
      List<Member> members = world.register(sleepers.pids, true);
      probe(world, members);
      restart(world, empty);
    }
  }

  private void probe(World world, List<Member> members) throws IOException {
    int count = seconds * 200;
    long[] waits = new long[count];
    Hiccups hiccups = Hiccups.begin();
    try (Wire wire = new Wire(world.unix())) {
      List<ByteBuffer> requests = requests(world.unix(), members);
      for (ByteBuffer request : requests) {
        wire.exchange(request);
      }
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long due = start + i * PAUSE_NANOS;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        wire.exchange(requests.get(i % requests.size()));
        waits[i] = System.nanoTime() - due;
      }
    }
    Spread machine = hiccups.end();
    Spread millis = Spread.ofNanos(waits, count);
    table.row(
        "200 requests a second for " + seconds + " s",
        "longest %s (p99.9 %s, p50 %s); the machine itself: longest %s"
            .formatted(
                Table.millis(millis.most()),
                Table.millis(millis.at(0.999)),
                Table.millis(millis.median()),
                Table.millis(machine.most())),
        "longest 50 ms");
  }

  private static List<ByteBuffer> requests(Wire.Address to, List<Member> members) {
    List<ByteBuffer> requests = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Member member = members.get(i);
      String id = "{\"id\":\"" + member.id() + "\"}";
      requests.add(Wire.post(to, "/heartbeat", id, member.headers()));
      requests.add(Wire.post(to, "/fetch-messages", id, member.headers()));
    }
    return requests;
  }

  /// From the start of the process to the first list of peers, in turns with one that knows nobody.
  private void restart(World world, World empty) throws IOException {
    double[] many = new double[STARTS];
    double[] none = new double[STARTS];
    empty.start();
    for (int i = 0; i < STARTS; i++) {
      many[i] = firstAnswer(world);
      none[i] = firstAnswer(empty);
    }
    double ratio = Spread.of(many).least() / Spread.of(none).least();
    table.row(
        "restart until the first answer",
        "%s, of a broker that knows nobody %s: %.2f"
            .formatted(
                Table.millis(Spread.of(many).least()),
                Table.millis(Spread.of(none).least()),
                ratio),
        "as fast as an empty one");
  }

  private static double firstAnswer(World world) throws IOException {
    world.stop();
    long before = System.nanoTime();
    world.start();
    world.ask("/unread-summary", "{\"agent_pid\":1}");
    return (System.nanoTime() - before) / 1e6;
  }

  /// How much too late a thread wakes that does nothing else.
  private static final class Hiccups {
    private static final int KEPT = 1 << 20;

    private final long[] late = new long[KEPT];
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::watch);
    private int count;
    private volatile boolean ended;

    static Hiccups begin() {
      Hiccups hiccups = new Hiccups();
      hiccups.thread.start();
      return hiccups;
    }

    private void watch() {
      while (!ended && count < KEPT) {
        long before = System.nanoTime();
        LockSupport.parkNanos(PAUSE_NANOS);
        late[count++] = System.nanoTime() - before - PAUSE_NANOS;
      }
    }

    Spread end() {
      ended = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Spread.ofNanos(late, count);
    }
  }
}
