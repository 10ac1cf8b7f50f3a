package dev.peers.bench;

import dev.peers.bench.World.Member;
import dev.peers.core.model.Message;
import dev.peers.core.model.PeerId;
import dev.peers.core.port.PeerStore.Draft;
import dev.peers.sqlite.SqlitePeerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whether anything costs more because more is stored: brokers with few and with many messages,
/// side by side, asked in turns.
final class FlatCost {
  private static final int PEERS = 16;
  private static final int BATCH = 5_000;
  private static final int WARM = 200;

  private static final int IDLE_SECONDS = 10;

  private final Table table;
  private final int[] sizes;
  private final int times;

  FlatCost(Table table, int times, int... sizes) {
    this.table = table;
    this.times = times;
    this.sizes = sizes;
  }

  /// One thing to ask; what comes before it is not timed.
  private interface Step {
    void run(Subject subject, int round) throws IOException;
  }

  /// A broker with so many messages.
  private static final class Subject implements AutoCloseable {
    final World world;
    final List<Member> members;
    final List<Long> pids;
    final Wire wire;
    long lastId;

    Subject(World world, List<Member> members, List<Long> pids) throws IOException {
      this.world = world;
      this.members = members;
      this.pids = pids;
      this.wire = new Wire(world.unix());
    }

    void ask(String path, String json, Member as) throws IOException {
      wire.exchange(Wire.post(world.unix(), path, json, as.headers()));
      if (!wire.isOk()) {
        throw new IllegalStateException(path + ": " + wire.body());
      }
    }

    void send(int from, int to) throws IOException {
      ask(
          "/send-message",
          "{\"from_id\":\"%s\",\"to_id\":\"%s\",\"text\":\"how are you?\"}"
              .formatted(members.get(from).id(), members.get(to).id()),
          members.get(from));
      String answer = wire.body();
      int at = answer.indexOf("\"message_id\":") + 13;
      lastId = Long.parseLong(answer.substring(at, answer.indexOf(',', at)));
    }

    void acknowledge(int who) throws IOException {
      ask(
          "/ack-messages",
          "{\"id\":\"%s\",\"message_ids\":[%d]}".formatted(members.get(who).id(), lastId),
          members.get(who));
    }

    @Override
    public void close() throws IOException {
      wire.close();
      world.close();
    }
  }

  void run(Path folder) throws IOException {
    List<Subject> subjects = new ArrayList<>();
    try (Sleepers sleepers = Sleepers.start(PEERS)) {
      for (int size : sizes) {
        subjects.add(subject(folder, sleepers.pids, size));
      }
      table.section("Cost with %s stored messages, p50".formatted(Arrays.toString(sizes)));
      measureAll(subjects);
    } finally {
      for (Subject each : subjects) {
        each.close();
      }
    }
  }

  private void measureAll(List<Subject> subjects) throws IOException {
    Step nothing = (s, i) -> {};
    measure(subjects, "send", nothing, (s, i) -> s.send(0, 1), (s, i) -> s.acknowledge(1));
    measure(subjects, "acknowledge", (s, i) -> s.send(0, 1), (s, i) -> s.acknowledge(1), nothing);
    measure(
        subjects,
        "fetch one message",
        (s, i) -> s.send(0, 2),
        (s, i) -> s.ask("/fetch-messages", id(s, 2), s.members.get(2)),
        (s, i) -> s.acknowledge(2));
    measure(
        subjects,
        "history of 20",
        nothing,
        (s, i) -> s.ask("/message-history", id(s, 3), s.members.get(3)),
        nothing);
    measure(
        subjects,
        "unread summary",
        (s, i) -> s.send(0, 4),
        (s, i) ->
            s.ask("/unread-summary", "{\"agent_pid\":" + s.pids.get(4) + "}", s.members.get(4)),
        (s, i) -> s.acknowledge(4));
    measure(
        subjects,
        "unregister and register again",
        nothing,
        (s, i) -> {
          s.ask("/unregister", id(s, 5), s.members.get(5));
          s.ask("/register", World.registration(s.pids.get(5), true), s.members.get(5));
          s.members.set(5, World.member(s.wire.body()));
        },
        nothing);
    idle(subjects);
  }

  private static String id(Subject subject, int who) {
    return "{\"id\":\"" + subject.members.get(who).id() + "\"}";
  }

  private void measure(List<Subject> subjects, String what, Step before, Step step, Step after)
      throws IOException {
    long[][] nanos = new long[subjects.size()][times];
    for (int i = -WARM; i < times; i++) {
      for (int s = 0; s < subjects.size(); s++) {
        before.run(subjects.get(s), i);
        long start = System.nanoTime();
        step.run(subjects.get(s), i);
        long took = System.nanoTime() - start;
        after.run(subjects.get(s), i);
        if (i >= 0) {
          nanos[s][i] = took;
        }
      }
    }
    double[] medians =
        Arrays.stream(nanos).mapToDouble(each -> Spread.ofNanos(each, times).median()).toArray();
    report(what, medians, "ms");
  }

  /// Processor time of doing nothing.
  private void idle(List<Subject> subjects) throws IOException {
    double[] before = new double[subjects.size()];
    for (int s = 0; s < before.length; s++) {
      before[s] = Processes.cpuMillis(subjects.get(s).world.brokerPid());
    }
    Pauses.seconds(IDLE_SECONDS);
    for (int s = 0; s < before.length; s++) {
      before[s] = Processes.cpuMillis(subjects.get(s).world.brokerPid()) - before[s];
    }
    table.row(
        "idle for " + IDLE_SECONDS + " s, processor time",
        String.join(" / ", Arrays.stream(before).mapToObj(Table::number).toList()) + " ms");
  }

  private void report(String what, double[] values, String unit) {
    table.row(
        what,
        "%s %s: %.2f"
            .formatted(
                String.join(" / ", Arrays.stream(values).mapToObj(Table::number).toList()),
                unit,
                values[values.length - 1] / values[0]),
        "most to least 1.2");
  }

  private Subject subject(Path folder, List<Long> pids, int size) throws IOException {
    World world = new World(folder).with("CLAUDE_PEERS_MAX_MESSAGES", "10000000");
    try {
      world.start();
      List<Member> members = world.register(pids, true);
      world.stop();
      fill(world.database(), members, size);
      world.start();
      return new Subject(world, new ArrayList<>(members), pids);
    } catch (IOException | RuntimeException e) {
      world.close();
      throw e;
    }
  }

  /// Puts read messages into the database, as if the peers had long been talking.
  private static void fill(Path database, List<Member> members, int size) {
    List<PeerId> ids = members.stream().map(member -> new PeerId(member.id())).toList();
    try (SqlitePeerStore store = SqlitePeerStore.open(database)) {
      for (int done = 0; done < size; done += BATCH) {
        int from = done;
        int to = Math.min(size, done + BATCH);
        store.write(
            transaction -> {
              for (int i = from; i < to; i++) {
                PeerId recipient = ids.get((i + 1 + i / PEERS % (PEERS - 1)) % PEERS);
                Message message =
                    transaction.append(
                        new Draft(
                            ids.get(i % PEERS),
                            recipient,
                            "message " + i + " of a long conversation between the peers",
                            Instant.now(),
                            Optional.empty(),
                            true,
                            Optional.of("key-" + i)));
                transaction.acknowledge(recipient, List.of(message.id()), Instant.now());
              }
              return to;
            });
      }
    }
  }
}
