package dev.peers.bench;

import dev.peers.bench.World.Member;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Requests a second over the Unix socket and over TCP, in turns, so that whatever else the machine
/// does hits both.
final class Throughput {
  private static final int[] CONNECTIONS = {1, 8, 32, 64};
  private static final int[] FEW = {1, 32};
  private static final int SENDERS = 64;
  private static final int WARM_CONNECTIONS = 8;
  private static final double WARM_SECONDS = 2;

  private final Table table;
  private final int rounds;
  private final double seconds;

  Throughput(Table table, int rounds, double seconds) {
    this.table = table;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /// What connections ask, given the members of the network.
  private interface Asking {
    ByteBuffer request(Wire.Address address, int connection);
  }

  void run(Path folder, String fileSystem) throws IOException {
    try (Sleepers sleepers = Sleepers.start(SENDERS + 1_000);
        World world = new World(folder)) {
      world.start();
      List<Member> members = world.register(sleepers.pids.subList(0, SENDERS), true);
      warm(world, members);
      table.section("Requests a second, database on " + fileSystem);
      new Echo(table, rounds, seconds / 2).run();
      measure(world, "heartbeat", CONNECTIONS, (to, i) -> heartbeat(to, members.get(i)), "");
      measure(world, "fetch of an empty inbox", FEW, (to, i) -> fetch(to, members.get(i)), "");
      measure(world, "send", CONNECTIONS, (to, i) -> send(to, members, i), "1: 2,000; 32: 7,000");
      world.register(sleepers.pids.subList(SENDERS, 100), false);
      measure(world, "list of 100 peers", FEW, (to, i) -> list(to), "7,500");
      world.register(sleepers.pids.subList(100, 1_000), false);
      measure(world, "list of 1,000 peers", FEW, (to, i) -> list(to), "1,020");
    }
  }

  /// Sending alone, for file systems that are measured besides.
  void send(Path folder, String fileSystem) throws IOException {
    try (Sleepers sleepers = Sleepers.start(SENDERS);
        World world = new World(folder)) {
      world.start();
      List<Member> members = world.register(sleepers.pids, true);
      warm(world, members);
      table.section("Messages a second, database on " + fileSystem);
      measure(world, "send", FEW, (to, i) -> send(to, members, i), "");
    }
  }

  /// A broker that has just started is still compiling: what is first would be slow. Those who get
  /// this mail are none of those whose empty inboxes are asked for.
  private static void warm(World world, List<Member> members) throws IOException {
    List<Member> last = members.subList(members.size() - WARM_CONNECTIONS, members.size());
    for (Wire.Address address : List.of(world.unix(), world.tcp())) {
      try (Load load = sending(address, last, WARM_CONNECTIONS)) {
        load.run(WARM_SECONDS);
      }
    }
  }

  private void measure(World world, String what, int[] connections, Asking asking, String aim)
      throws IOException {
    for (int count : connections) {
      try (Load unix = load(world.unix(), count, asking);
          Load tcp = load(world.tcp(), count, asking)) {
        unix.run(seconds);
        tcp.run(seconds);
        compare(world, what + ", " + count, unix, tcp, aim);
      }
    }
  }

  private void compare(World world, String what, Load unix, Load tcp, String aim)
      throws IOException {
    double[] perSecond = new double[rounds];
    double[] micros = new double[rounds];
    double[] ratios = new double[rounds];
    double[] p50 = new double[rounds];
    double[] p99 = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      double before = Processes.cpuMillis(world.brokerPid());
      Load.Result result = unix.run(seconds);
      micros[i] = (Processes.cpuMillis(world.brokerPid()) - before) * 1_000 / result.count();
      perSecond[i] = result.perSecond();
      p50[i] = result.millis().median();
      p99[i] = result.millis().at(0.99);
      ratios[i] = result.perSecond() / tcp.run(seconds).perSecond();
    }
    Spread rate = Spread.of(perSecond);
    table.row(
        what,
        "%s (best %s) a second, p50 %s, p99 %s, broker %s us each (least %s), Unix to TCP %.2f"
            .formatted(
                Table.number(rate.median()),
                Table.number(rate.most()),
                Table.millis(Spread.of(p50).median()),
                Table.millis(Spread.of(p99).median()),
                Table.number(Spread.of(micros).median()),
                Table.number(Spread.of(micros).least()),
                Spread.of(ratios).median()),
        aim);
  }

  /// Members that send to each other.
  static Load sending(Wire.Address address, List<Member> members, int count) throws IOException {
    return load(address, count, (to, i) -> send(to, members, i));
  }

  private static Load load(Wire.Address address, int count, Asking asking) throws IOException {
    return new Load(
        address, IntStream.range(0, count).mapToObj(i -> asking.request(address, i)).toList());
  }

  private static ByteBuffer heartbeat(Wire.Address to, Member member) {
    return Wire.post(to, "/heartbeat", "{\"id\":\"" + member.id() + "\"}", member.headers());
  }

  private static ByteBuffer fetch(Wire.Address to, Member member) {
    return Wire.post(to, "/fetch-messages", "{\"id\":\"" + member.id() + "\"}", member.headers());
  }

  private static ByteBuffer list(Wire.Address to) {
    return Wire.post(to, "/list-peers", "{\"scope\":\"machine\",\"cwd\":\"/\"}", "");
  }

  private static ByteBuffer send(Wire.Address to, List<Member> members, int i) {
    Member from = members.get(i);
    Member recipient = members.get((i + 1) % members.size());
    String json =
        "{\"from_id\":\"%s\",\"to_id\":\"%s\",\"text\":\"%s\"}"
            .formatted(from.id(), recipient.id(), "x".repeat(200));
    return Wire.post(to, "/send-message", json, from.headers());
  }
}
