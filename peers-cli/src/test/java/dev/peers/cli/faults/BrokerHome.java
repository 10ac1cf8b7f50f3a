package dev.peers.cli.faults;

import dev.peers.cli.Sandbox;
import dev.peers.cli.StartUpCaches;
import dev.peers.core.model.Secret;
import dev.peers.protocol.BrokerAddress;
import dev.peers.protocol.BrokerStarter;
import dev.peers.protocol.RemoteBroker;
import dev.peers.protocol.Setting;
import dev.peers.protocol.Settings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A home folder with a socket and a database of its own, and the brokers that serve it: real
/// processes of the distribution. Whatever it started ends with it.
///
/// Thread-safe. As a [BrokerStarter] it starts one broker more, as clients do that do not know of
/// each other, unless a few are there already.
final class BrokerHome implements BrokerStarter, AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int MOST_AT_ONCE = 3;

  private final Path folder;
  private final Map<String, String> env = new ConcurrentHashMap<>();
  private final List<String> wrapper = new CopyOnWriteArrayList<>();
  private final Map<Process, Path> printed = new ConcurrentHashMap<>();
  private final List<Process> others = new CopyOnWriteArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Process, Secret> secrets = new ConcurrentHashMap<>();

  private BrokerHome(Path folder) {
    this.folder = folder;
    env.put(Setting.HOME.variable(), folder.toString());
    // What is tested here sends more than an agent may.
    env.put(Setting.VERIFIED_RATE.variable(), "1000000");
    env.put(Setting.RATE.variable(), "1000000");
    env.put(Setting.REQUEST_RATE.variable(), "1000000000");
    env.put(Setting.STEADY_RATE.variable(), "1000000000");
    env.put(Setting.LOOP_TURNS.variable(), "0");
    env.putAll(StartUpCaches.shared());
  }

  static BrokerHome create() {
    try {
      // The build's own folder may lie so deep that a socket's path in it would be too long.
      return new BrokerHome(Files.createTempDirectory(Path.of("/tmp"), "peers-faults-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BrokerHome with(Setting setting, String value) {
    env.put(setting.variable(), value);
    return this;
  }

  /// Has brokers started by another command, which gets theirs as its last arguments.
  BrokerHome startedBy(List<String> command) {
    wrapper.addAll(command);
    return this;
  }

  /// The secret of an agent's latest session.
  Optional<Secret> secretOf(Process agent) {
    return Optional.ofNullable(secrets.get(agent));
  }

  void remember(Process agent, Secret secret) {
    secrets.put(agent, secret);
  }

  Path folder() {
    return folder;
  }

  Settings settings() {
    return Settings.of(env);
  }

  RemoteBroker client(BrokerStarter starter) {
    Settings settings = settings();
    return RemoteBroker.to(BrokerAddress.of(settings), starter, settings.clientTimings());
  }

  @Override
  public void start() {
    // On a busy machine all would be busy with starting, and none would get done.
    if (printed.keySet().stream().filter(Process::isAlive).count() < MOST_AT_ONCE) {
      launch();
    }
  }

  /// Starts a broker and does not wait for it.
  Process launch() {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(List.of(Sandbox.LAUNCHER.toString(), "broker"));
    Path output = folder.resolve("broker-" + number.incrementAndGet() + ".err");
    Process broker =
        launch(
            command,
            ProcessBuilder.Redirect.from(new File("/dev/null")),
            ProcessBuilder.Redirect.to(output.toFile()));
    printed.put(broker, output);
    return broker;
  }

  /// Starts a broker that answers when this returns.
  Process launchReady() {
    Process broker = launch();
    Waiting.until(PATIENCE, () -> printedBy(broker).contains(" ready on ") || !broker.isAlive());
    if (!broker.isAlive()) {
      throw new IllegalStateException("the broker does not start: " + printedBy(broker));
    }
    return broker;
  }

  /// What a broker wrote to standard error.
  String printedBy(Process broker) {
    Path output = printed.get(broker);
    try {
      return output == null ? "" : Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A process that does nothing, for a session or an agent to be.
  Process sleeper() {
    ProcessBuilder.Redirect nowhere = ProcessBuilder.Redirect.DISCARD;
    ProcessBuilder.Redirect nothing = ProcessBuilder.Redirect.from(new File("/dev/null"));
    Process sleeper = launch(List.of("sleep", "86400"), nothing, nowhere);
    others.add(sleeper);
    return sleeper;
  }

  /// An MCP server, whose agent is this process, spoken to through its standard streams.
  Process mcpServer() {
    ProcessBuilder.Redirect pipe = ProcessBuilder.Redirect.PIPE;
    Process server = launch(List.of(Sandbox.LAUNCHER.toString(), "mcp"), pipe, pipe);
    others.add(server);
    return server;
  }

  /// Kills every broker that lives, without any warning; says how many that were.
  int killBrokers() {
    List<Process> living = printed.keySet().stream().filter(Process::isAlive).toList();
    living.forEach(BrokerHome::kill);
    printed.keySet().removeIf(broker -> !broker.isAlive());
    return living.size();
  }

  /// SIGKILL, and waits until the process is gone.
  static void kill(Process process) {
    process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// Sends a signal by its name, such as `CONT`.
  static void signal(Process process, String name) {
    run("kill", "-" + name, Long.toString(process.pid()));
  }

  /// Holds a process still. Its threads stop one after the other, some time after the signal.
  static void stop(Process process) {
    signal(process, "STOP");
    if (!Waiting.until(PATIENCE, () -> isStopped(process.pid()))) {
      throw new IllegalStateException("process " + process.pid() + " does not stop");
    }
  }

  private static boolean isStopped(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads.allMatch(BrokerHome::isStoppedThread);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isStoppedThread(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.startsWith("T", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      // It has ended.
      return true;
    }
  }

  /// Runs a small program that must succeed.
  static void run(String... command) {
    if (!succeeds(command)) {
      throw new IllegalStateException(String.join(" ", command) + " failed");
    }
  }

  static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Process launch(
      List<String> command, ProcessBuilder.Redirect input, ProcessBuilder.Redirect output) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(input)
            .redirectErrorStream(true)
            .redirectOutput(output);
    Map<String, String> inherited = builder.environment();
    inherited.keySet().removeIf(name -> name.startsWith("CLAUDE") || name.startsWith("XDG_"));
    inherited.putAll(env);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // An MCP server that outlives its broker starts another one, which nobody here would know.
    Stream.concat(others.stream(), printed.keySet().stream()).forEach(BrokerHome::kill);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
