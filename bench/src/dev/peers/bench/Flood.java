package dev.peers.bench;

import dev.peers.bench.World.Member;
import dev.peers.transport.http.HttpLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// What clients that register and list without end cost two peers that behave well, which pause
/// between their messages: quiet times and floods in turns, so that whatever else the machine does
/// hits both. The broker holds each connection to its usual pace.
final class Flood {
  private static final int CLIENTS = 4;
  private static final int LIVING = 500;
  private static final long NO_PROCESS = 5_000_000;
  private static final String STEADY_RATE = Integer.toString(HttpLimits.DEFAULTS.steadyPerMinute());
  private static final int PAUSE_MILLIS = 20;

  private final Table table;
  private final int rounds;
  private final double seconds;

  Flood(Table table, int rounds, double seconds) {
    this.table = table;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  void run(Path folder, String fileSystem) throws IOException {
    table.section("A pair during floods, database on " + fileSystem);
    measure(folder, "lists of 100 peers", Of.NOBODY);
    measure(folder, "registrations of the dead, and lists", Of.THE_DEAD);
    measure(folder, "registrations of the living, and lists", Of.THE_LIVING);
  }

  /// Whom the flood registers.
  private enum Of {
    NOBODY,
    THE_DEAD,
    THE_LIVING
  }

  private void measure(Path folder, String what, Of flood) throws IOException {
    try (Sleepers sleepers = Sleepers.start(LIVING);
        World world = new World(folder).with("CLAUDE_PEERS_STEADY_RATE", STEADY_RATE)) {
      world.start();
      List<Member> members = world.register(sleepers.pids.subList(0, 100), true);
      double[] quiet = new double[rounds];
      double[] loaded = new double[rounds];
      double[] ratios = new double[rounds];
      AtomicLong asked = new AtomicLong();
      try (Exchange pair = new Exchange(world, members.get(0), members.get(1))) {
        pair.median(seconds);
        for (int i = 0; i < rounds; i++) {
          quiet[i] = pair.median(seconds);
          Clients clients = new Clients(world, flood, sleepers.pids, asked);
          loaded[i] = pair.median(seconds);
          clients.stop();
          ratios[i] = loaded[i] / quiet[i];
        }
      }
      table.row(
          what + ", " + CLIENTS + " clients",
          "p50 of send, fetch and acknowledge %s, without %s: %.1f times (least %.1f); %s requests"
              .formatted(
                  Table.millis(Spread.of(loaded).median()),
                  Table.millis(Spread.of(quiet).median()),
                  Spread.of(ratios).median(),
                  Spread.of(ratios).least(),
                  Table.number(asked.get() / (rounds * seconds)) + " a second"),
          "");
    }
  }

  /// One peer writes to another that reads and acknowledges.
  private static final class Exchange implements AutoCloseable {
    private final World world;
    private final Wire wire;
    private final ByteBuffer send;
    private final ByteBuffer fetch;
    private final Member reader;

    Exchange(World world, Member writer, Member reader) throws IOException {
      this.world = world;
      this.wire = new Wire(world.unix());
      this.reader = reader;
      String message =
          "{\"from_id\":\"%s\",\"to_id\":\"%s\",\"text\":\"hello\"}"
              .formatted(writer.id(), reader.id());
      send = Wire.post(world.unix(), "/send-message", message, writer.headers());
      fetch =
          Wire.post(
              world.unix(),
              "/fetch-messages",
              "{\"id\":\"" + reader.id() + "\"}",
              reader.headers());
    }

    /// In milliseconds.
    double median(double seconds) throws IOException {
      long[] took = new long[1 << 10];
      int count = 0;
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (System.nanoTime() < end) {
        Pauses.millis(PAUSE_MILLIS);
        long start = System.nanoTime();
        once();
        if (count == took.length) {
          took = Arrays.copyOf(took, 2 * count);
        }
        took[count++] = System.nanoTime() - start;
      }
      return Spread.ofNanos(took, count).median();
    }

    private void once() throws IOException {
      ask(send);
      ask(fetch);
      String body = wire.body();
      int at = body.indexOf("\"id\":") + 5;
      String id = body.substring(at, body.indexOf(',', at));
      String read = "{\"id\":\"" + reader.id() + "\",\"message_ids\":[" + id + "]}";
      ask(Wire.post(world.unix(), "/ack-messages", read, reader.headers()));
    }

    private void ask(ByteBuffer request) throws IOException {
      wire.exchange(request);
      if (!wire.isOk()) {
        throw new IllegalStateException(wire.body());
      }
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  /// Those that flood. What they are answered does not matter to them.
  private static final class Clients {
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicLong number = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    Clients(World world, Of flood, List<Long> living, AtomicLong asked) {
      ByteBuffer list = Wire.post(world.unix(), "/list-peers", "{\"scope\":\"machine\"}", "");
      for (int i = 0; i < CLIENTS; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try (Wire wire = new Wire(world.unix())) {
                        while (going.get()) {
                          if (flood != Of.NOBODY) {
                            wire.exchange(registration(world, flood, living));
                            asked.incrementAndGet();
                          }
                          wire.exchange(list);
                          asked.incrementAndGet();
                        }
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }));
      }
    }

    private ByteBuffer registration(World world, Of flood, List<Long> living) {
      int n = (int) number.incrementAndGet();
      long pid = flood == Of.THE_DEAD ? NO_PROCESS + n : living.get(n % living.size());
      String json =
          "{\"pid\":%d,\"agent_pid\":%d,\"cwd\":\"/flood/%d/%s\"}"
              .formatted(pid, pid, n, "d".repeat(500));
      return Wire.post(world.unix(), "/register", json, "");
    }

    void stop() {
      going.set(false);
      for (Thread thread : threads) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
