package dev.peers.bench;

import dev.peers.bench.World.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Whether a broker grows under load that lasts: bursts of messages that are read again, and lists.
final class Endurance {
  private static final int PEERS = 32;
  private static final int SENDERS = 8;

  private final Table table;
  private final int seconds;

  Endurance(Table table, int seconds) {
    this.table = table;
    this.seconds = seconds;
  }

  void run(Path folder) throws IOException {
    table.section("Load that lasts");
    try (Sleepers sleepers = Sleepers.start(PEERS);
        World world = new World(folder)) {
      world.start();
      List<Member> members = world.register(sleepers.pids, true);
      long start = System.nanoTime();
      long messages = 0;
      double early = 0;
      double late = 0;
      try (Load sending = Throughput.sending(world.unix(), members, SENDERS)) {
        for (double at = 0; at < seconds; at = (System.nanoTime() - start) / 1e9) {
          messages += sending.run(1).count();
          read(world, members);
          late = Processes.rss(world.brokerPid());
          early = at < seconds / 10.0 ? Math.max(early, late) : early;
        }
      }
      table.row(
          "broker, resident, after %d s and %,d messages".formatted(seconds, messages),
          "%s MiB, at most %s in the first tenth: %.2f"
              .formatted(Table.number(late), Table.number(early), late / early),
          "no growth");
    }
  }

  private static void read(World world, List<Member> members) throws IOException {
    try (Wire wire = new Wire(world.unix())) {
      for (Member each : members) {
        do {
          wire.exchange(
              Wire.post(
                  world.unix(),
                  "/poll-messages",
                  "{\"id\":\"" + each.id() + "\"}",
                  each.headers()));
        } while (wire.body().contains("\"from_id\""));
      }
      wire.exchange(Wire.post(world.unix(), "/list-peers", "{}", ""));
    }
  }
}
