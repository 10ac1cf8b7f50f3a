package dev.peers.bench;

import dev.peers.bench.World.Member;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How long processes take from their start to what they are started for, with and without a cache,
/// in turns, beside processes that do nothing.
final class StartUp {
  private static final int SESSIONS = 20;
  private static final byte[] INITIALIZE =
      ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
              + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"bench\",\"version\":"
              + "\"1\"}}}\n")
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] PROMPT =
      "{\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"\"}\n"
          .getBytes(StandardCharsets.UTF_8);

  private final Table table;
  private final int rounds;

  StartUp(Table table, int rounds) {
    this.table = table;
    this.rounds = rounds;
  }

  /// Something that is started again and again; it says how long that took.
  private interface Start {
    double millis() throws IOException;
  }

  void run(Path folder) throws IOException {
    table.section("Start, p50 (least) of " + rounds);
    try (Sleepers sleepers = Sleepers.start(3);
        World world = new World(folder)) {
      world.start();
      List<Member> members = world.register(sleepers.pids, false);
      world.send(members.get(1), members.getFirst());
      String busy = Long.toString(sleepers.pids.getFirst());
      String quiet = Long.toString(sleepers.pids.get(1));
      String to = members.getLast().id();
      warmCaches(world, busy);
      Map<String, Start> starts = new LinkedHashMap<>();
      starts.put("sh -c :", () -> end(new ProcessBuilder("sh", "-c", ":"), new byte[0]));
      if (Files.isExecutable(Path.of("/usr/bin/node"))) {
        starts.put("node -e 0", () -> end(new ProcessBuilder("node", "-e", "0"), new byte[0]));
      }
      both(starts, world, "MCP server until `initialize` is answered", "60 ms", this::initialize);
      both(starts, world, "hook with mail", "70 ms", w -> hook(w, busy));
      starts.put("hook with nothing unread; 5 ms", () -> hook(world, quiet));
      both(starts, world, "peers peers", "100 ms", w -> end(w.peers("peers"), new byte[0]));
      both(starts, world, "peers status", "100 ms", w -> end(w.peers("status"), new byte[0]));
      both(
          starts,
          world,
          "peers send",
          "100 ms",
          w -> end(w.peers("send", to, "hello"), new byte[0]));
      measure(starts, rounds);
    }
    try (World world = new World(folder)) {
      Map<String, Start> starts = new LinkedHashMap<>();
      both(starts, world, "broker until it is ready", "700 ms", StartUp::broker);
      measure(starts, Math.max(3, rounds / 3));
    }
    memory(folder);
  }

  private interface Starting {
    double in(World world) throws IOException;
  }

  private static void both(
      Map<String, Start> starts, World world, String what, String aim, Starting starting) {
    starts.put(what + "; " + aim, () -> starting.in(world.with("CLAUDE_PEERS_AOT", "")));
    starts.put(
        what + ", without cache",
        () -> {
          try {
            return starting.in(world.with("CLAUDE_PEERS_AOT", "off"));
          } finally {
            world.with("CLAUDE_PEERS_AOT", "");
          }
        });
  }

  private void measure(Map<String, Start> starts, int times) throws IOException {
    Map<String, double[]> took = new LinkedHashMap<>();
    starts.keySet().forEach(name -> took.put(name, new double[times]));
    for (int i = -1; i < times; i++) {
      for (Map.Entry<String, Start> start : starts.entrySet()) {
        double millis = start.getValue().millis();
        if (i >= 0) {
          took.get(start.getKey())[i] = millis;
        }
      }
    }
    took.forEach(
        (name, millis) -> {
          String[] parts = name.split("; ", 2);
          Spread spread = Spread.of(millis);
          table.row(
              parts[0],
              "%s (%s)".formatted(Table.millis(spread.median()), Table.millis(spread.least())),
              parts.length > 1 ? parts[1] : "");
        });
  }

  private static double end(ProcessBuilder builder, byte[] input) throws IOException {
    long before = System.nanoTime();
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    }
    await(process);
    return (System.nanoTime() - before) / 1e6;
  }

  private static double hook(World world, String agent) throws IOException {
    ProcessBuilder builder = world.peers("hook", "--harness", "claude");
    builder.environment().put("CLAUDE_PID", agent);
    return end(builder, PROMPT);
  }

  private double initialize(World world) throws IOException {
    long before = System.nanoTime();
    Process server = world.peers("mcp").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    double took = answered(server, before);
    server.getOutputStream().close();
    await(server);
    return took;
  }

  private static double answered(Process server, long before) throws IOException {
    server.getOutputStream().write(INITIALIZE);
    server.getOutputStream().flush();
    BufferedReader out = server.inputReader();
    String line = out.readLine();
    if (line == null || !line.contains("\"result\"")) {
      throw new IllegalStateException("initialize: " + line);
    }
    return (System.nanoTime() - before) / 1e6;
  }

  private static double broker(World world) throws IOException {
    double took = world.start();
    world.stop();
    return took;
  }

  private void memory(Path folder) throws IOException {
    table.section("Memory with " + SESSIONS + " sessions");
    List<Process> servers = new ArrayList<>();
    try (World world = new World(folder)) {
      world.start();
      Pauses.seconds(2);
      table.row("broker, idle, resident", mib(Processes.rss(world.brokerPid())), "100 MiB");
      for (int i = 0; i < SESSIONS; i++) {
        Process server = world.peers("mcp").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        servers.add(server);
        answered(server, System.nanoTime());
      }
      Pauses.seconds(3);
      double[] pss = new double[SESSIONS];
      double[] rss = new double[SESSIONS];
      for (int i = 0; i < SESSIONS; i++) {
        pss[i] = Processes.pss(servers.get(i).pid());
        rss[i] = Processes.rss(servers.get(i).pid());
      }
      table.row("MCP server, proportional, p50", mib(Spread.of(pss).median()), "12 MiB");
      table.row("MCP server, resident, p50", mib(Spread.of(rss).median()));
      table.row("broker then, resident", mib(Processes.rss(world.brokerPid())));
    } finally {
      for (Process server : servers) {
        server.getOutputStream().close();
        await(server);
      }
    }
  }

  private static String mib(double value) {
    return Table.number(value) + " MiB";
  }

  /// Caches are made in the background after the first start without one.
  private static void warmCaches(World world, String busy) throws IOException {
    end(world.peers("status"), new byte[0]);
    end(world.peers("mcp"), INITIALIZE);
    hook(world, busy);
    if (!World.awaitCaches()) {
      System.err.println("Not all start-up caches could be made; see docs/operations.md.");
    }
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("it did not end: " + process.info().commandLine());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
