package dev.peers.cli.demo;

import dev.peers.cli.demo.StandIn.Received;
import dev.peers.cli.demo.StandIn.ToolAnswer;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shows the whole of it: a broker, two agents that find each other, a task and its answer, the end
/// of a session and the clean-up of an orphan. Every step is checked.
public final class Demo {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MORE = 50;
  private static final Pattern ID = Pattern.compile("ID: ([0-9a-f]{8})");

  private static final String TASK =
      "Please review the change on branch fix/rounding: totals in src/Invoice.java are rounded"
          + " per line. Done when you have named every place where a total can be off by a cent.";
  private static final String FINDING =
      "Reviewed. Invoice.java:42 rounds before the discount is taken; the other places are fine.";

  private final World world;
  private final PrintStream out;
  private final long start = System.nanoTime();

  private Demo(World world, PrintStream out) {
    this.world = world;
    this.out = out;
  }

  /// Runs the demonstration.
  ///
  /// @return 0 if every step was as it should be, else 1
  public static int run(Map<String, String> env, PrintStream out, PrintStream err) {
    Path launcher = Path.of(System.getProperty("peers.home", ""), "bin", "peers");
    if (!Files.isExecutable(launcher)) {
      err.println("peers demo: run it through the launcher bin/peers of the distribution");
      return FAILED;
    }
    World world = World.create(launcher, env);
    Thread cleaner = new Thread(world::close, "demo-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
    try (world) {
      try {
        new Demo(world, out).play();
      } catch (DemoException | UncheckedIOException e) {
        err.println("\nThe demonstration failed: " + e.getMessage());
        world.errorText().lines().forEach(line -> err.println("  " + line));
        return FAILED;
      } finally {
        Runtime.getRuntime().removeShutdownHook(cleaner);
      }
    }
    if (Files.exists(world.folder())) {
      err.println("The demonstration left " + world.folder() + " behind");
      return FAILED;
    }
    out.println("\nNothing is left: no process, no file.");
    return OK;
  }

  private void play() {
    title("A broker starts: a Unix socket, SQLite behind it");
    startBroker();
    title("Two agents start, each with its own MCP server");
    StandIn claude = agent("claude", "claude-code", "shop");
    StandIn codex = agent("codex", "codex", "billing");
    title("They say what they work on, and find each other");
    summaries(claude, codex);
    String codexId = find(claude, "codex");
    String claudeId = find(codex, "claude-code");
    title("Claude delegates a task");
    delegate(claude, codex, codexId);
    title("Codex answers, and the answer is pushed into Claude's session");
    answer(codex, claude, claudeId);
    title("They go on talking, and the programs warm up");
    talk(codex, claude, claudeId);
    title("Claude ends the session of an agent that is stuck");
    kill(claude, codex, codexId);
    title("An agent dies and leaves its MCP server behind: an orphan");
    orphan();
    title("The end");
    end(claude);
  }

  private void startBroker() {
    long before = System.nanoTime();
    ProcessBuilder command =
        world
            .command(world.folder(), world.peers("broker"))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process broker = world.start(command);
    World.await("the broker's socket", () -> Files.exists(world.socket()) || !broker.isAlive());
    String status = world.run("status");
    check(status.startsWith("Broker: ok (0 peer(s) registered)"), "status says " + status);
    step("peers status", status.lines().findFirst().orElse(""), System.nanoTime() - before);
  }

  private StandIn agent(String name, String clientType, String project) {
    long before = System.nanoTime();
    StandIn agent = StandIn.start(world, name, clientType, world.project(project));
    step(name, "MCP handshake done (" + clientType + ", in " + project + "/)", since(before));
    return agent;
  }

  private void summaries(StandIn claude, StandIn codex) {
    tell(claude, "set_summary", Map.of("summary", "Fixing rounding in the shop's invoices"));
    tell(codex, "set_summary", Map.of("summary", "Free for reviews of the billing code"));
  }

  private String find(StandIn who, String clientType) {
    ToolAnswer list = tell(who, "list_peers", Map.of("scope", "machine"));
    for (String block : list.text().split("\n(?=ID: )", -1)) {
      Matcher id = ID.matcher(block);
      if (block.contains("Type: " + clientType) && id.find()) {
        return id.group(1);
      }
    }
    throw new DemoException(who.name() + " does not see a peer of type " + clientType);
  }

  private void delegate(StandIn claude, StandIn codex, String codexId) {
    ToolAnswer sent = tell(claude, "send_message", Map.of("to_id", codexId, "message", TASK));
    check(sent.text().startsWith("Message sent to peer "), sent.text());
    note("on disk after " + millis(sent.nanos()) + ", measured at the agent");
    ToolAnswer mail = tell(codex, "check_messages", Map.of());
    check(mail.text().contains("[NEW]") && mail.text().contains("fix/rounding"), mail.text());
    ToolAnswer again = tell(codex, "check_messages", Map.of());
    check(!again.text().contains("[NEW]") && again.text().contains("fix/rounding"), again.text());
  }

  private void answer(StandIn codex, StandIn claude, String claudeId) {
    ToolAnswer sent = tell(codex, "send_message", Map.of("to_id", claudeId, "message", FINDING));
    Received push = claude.awaitPush();
    String pushed = Look.text(push.json(), "params", "content");
    check(pushed.contains("Invoice.java:42"), "the push says " + pushed);
    String line =
        pushed.lines().filter(l -> l.contains("Invoice.java:42")).findFirst().orElse("").strip();
    step("claude <- push", shorten(line), push.at() - sent.sentAt());
    ToolAnswer mail = tell(claude, "check_messages", Map.of());
    check(mail.text().contains("[NEW]"), "a push must not count as read: " + mail.text());
  }

  /// The first messages pay for programs that have just started; these show what later ones cost.
  private void talk(StandIn codex, StandIn claude, String claudeId) {
    List<Long> onDisk = new ArrayList<>();
    List<Long> pushed = new ArrayList<>();
    for (int i = 1; i <= MORE; i++) {
      ToolAnswer sent =
          codex.call("send_message", Map.of("to_id", claudeId, "message", "Remark " + i));
      check(!sent.failed(), sent.text());
      onDisk.add(sent.nanos());
      pushed.add(claude.awaitPush().at() - sent.sentAt());
      String mail = claude.call("check_messages", Map.of()).text();
      check(mail.contains("[NEW]") && mail.contains("Remark " + i), mail);
    }
    note(
        "%d messages, median: send to on disk %s, send to push %s"
            .formatted(MORE, millis(median(onDisk)), millis(median(pushed))));
  }

  private static long median(List<Long> numbers) {
    return numbers.stream().sorted().toList().get(numbers.size() / 2);
  }

  private void kill(StandIn claude, StandIn codex, String codexId) {
    ProcessHandle server = codex.server();
    ToolAnswer killed = tell(claude, "kill_peer", Map.of("peer_id", codexId));
    check(killed.text().contains("has been terminated"), killed.text());
    World.await("the agent's end", () -> !codex.process().isAlive());
    World.await("its MCP server's end", () -> !server.isAlive());
    note("the stand-in agent and its MCP server have ended");
  }

  /// The MCP server is stopped first, for a healthy one leaves by itself when its agent is gone.
  private void orphan() {
    StandIn worker = agent("worker", "codex", "worker");
    tell(worker, "set_summary", Map.of("summary", "About to be left behind"));
    ProcessHandle server = worker.server();
    signal("STOP", server);
    signal("KILL", worker.process());
    World.await("the agent's end", () -> !worker.process().isAlive());
    note("agent killed with SIGKILL, its MCP server hangs (SIGSTOP)");
    String orphans = world.run("orphans");
    check(orphans.contains("PID:" + server.pid()), "orphans says " + orphans);
    block("peers orphans", orphans);
    String cleaned = world.run("cleanup");
    check(cleaned.contains("Done: 1 process(es) terminated"), "cleanup says " + cleaned);
    block("peers cleanup", cleaned);
    // It has its SIGTERM; a stopped process acts on it when it goes on.
    if (server.isAlive()) {
      signal("CONT", server);
    }
    World.await("the orphan's end", () -> !server.isAlive());
    check(world.run("orphans").startsWith("No orphaned peers found."), "an orphan is left");
  }

  private void end(StandIn claude) {
    ProcessHandle server = claude.server();
    claude.leave();
    World.await("the end of Claude's MCP server", () -> !server.isAlive());
    block("peers kill-broker", world.run("kill-broker"));
    check(!Files.exists(world.socket()), "the socket is left behind");
    note("every step verified in " + millis(since(start)));
  }

  private ToolAnswer tell(StandIn who, String tool, Map<String, String> arguments) {
    ToolAnswer answer = who.call(tool, arguments);
    check(!answer.failed(), who.name() + ", " + tool + ": " + answer.text());
    out.printf(
        Locale.ROOT,
        "  %-8s %-15s %s%n",
        who.name(),
        tool,
        arguments.isEmpty() ? "" : shorten(String.join(" ", values(arguments))));
    for (String line : answer.text().lines().toList()) {
      out.println("           | " + shorten(line));
    }
    out.println("           " + millis(answer.nanos()));
    return answer;
  }

  private static List<String> values(Map<String, String> arguments) {
    return arguments.keySet().stream().sorted().map(k -> k + "=" + arguments.get(k)).toList();
  }

  private void signal(String signal, ProcessHandle process) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      check(code == 0, "kill -" + signal + " ended with " + code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted", e);
    }
  }

  private void title(String text) {
    out.println("\n" + text);
  }

  private void step(String who, String what, long nanos) {
    out.printf(Locale.ROOT, "  %-14s %s  (%s)%n", who, what, millis(nanos));
  }

  private void note(String text) {
    out.println("  -> " + text);
  }

  private void block(String command, String text) {
    out.println("  $ " + command);
    text.lines().forEach(line -> out.println("    " + shorten(line)));
  }

  private static void check(boolean asItShouldBe, String otherwise) {
    if (!asItShouldBe) {
      throw new DemoException(otherwise);
    }
  }

  private static String shorten(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= 100 ? line : line.substring(0, 97) + "...";
  }

  private static long since(long nanos) {
    return System.nanoTime() - nanos;
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
  }
}
