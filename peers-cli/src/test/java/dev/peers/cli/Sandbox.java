package dev.peers.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A home folder, a socket and a database of a test's own, in which the real distribution runs,
/// also as another user. All processes that it starts end with it.
public final class Sandbox implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  /// What was built: what an installation holds.
  public static final Path DISTRIBUTION =
      Path.of(System.getProperty("peers.dist", "target/dist")).toAbsolutePath();

  public static final Path LAUNCHER = DISTRIBUTION.resolve("bin/peers");

  private final Path home;
  private final Map<String, String> extra = new HashMap<>();
  private final List<Process> processes = new ArrayList<>();
  private Path launcher = LAUNCHER;
  private int port;

  /// What a command printed, and its exit code.
  public record Result(int exitCode, String out, String err) {}

  private Sandbox(Path home) {
    this.home = home;
  }

  /// Makes one.
  public static Sandbox create() {
    try {
      // The build's own folder may lie so deep that a socket's path in it would be too long.
      return new Sandbox(Files.createTempDirectory(Path.of("/tmp"), "peers-it-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sets a variable for what is run from now on; an empty value counts as none.
  public Sandbox with(String variable, String value) {
    extra.put(variable, value);
    return this;
  }

  /// Has the broker serve a loopback port as well, one that is free.
  public Sandbox withTcp() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return with("CLAUDE_PEERS_TCP", "1").with("CLAUDE_PEERS_PORT", Integer.toString(port));
  }

  /// The port of [#withTcp].
  public int port() {
    return port;
  }

  /// Has no start-up caches made or used: for a copy of the distribution, or another Java.
  public Sandbox withoutCaches() {
    extra.putAll(StartUpCaches.NONE);
    return this;
  }

  /// Copies the distribution into a new folder of the home, and returns the folder.
  public Path copyDistribution(String name) {
    withoutCaches();
    Path copy = home.resolve(name);
    Result result = run("cp", "-rL", DISTRIBUTION.toString(), copy.toString());
    if (result.exitCode() != 0) {
      throw new AssertionError(result.err());
    }
    return copy;
  }

  /// Copies the distribution to where every user can run it.
  public void openToAll() {
    Path copy = copyDistribution("dist");
    run("chmod", "-R", "a+rX", copy.toString());
    run("chmod", "755", home.toString());
    launcher = copy.resolve("bin/peers");
  }

  public String launcher() {
    return launcher.toString();
  }

  /// The folder of the socket.
  public Path runFolder() {
    return home.resolve(".claude/run");
  }

  /// The home folder.
  public Path home() {
    return home;
  }

  /// Where its broker listens.
  public Path socket() {
    return runFolder().resolve("claude-peers.sock");
  }

  /// Where its broker keeps the mail.
  public Path database() {
    return home.resolve(".claude-peers.db");
  }

  /// Runs `peers` with these arguments to its end.
  public Result peers(String... arguments) {
    return run(Stream.concat(Stream.of(launcher()), Stream.of(arguments)).toList());
  }

  /// Runs a program to its end.
  public Result run(List<String> command) {
    Process process = start(command);
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(command + " does not end");
      }
      return new Result(process.exitValue(), out(process), err(process));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public Result run(String... command) {
    return run(List.of(command));
  }

  public Process start(String... command) {
    return start(List.of(command));
  }

  /// Starts a program, which ends with the sandbox at the latest.
  public Process start(List<String> command) {
    try {
      int number = processes.size();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(printed(number, "out").toFile())
              .redirectError(printed(number, "err").toFile());
      Map<String, String> env = builder.environment();
      env.keySet()
          .removeIf(
              name ->
                  name.startsWith("CLAUDE") || name.startsWith("XDG_") || name.startsWith("JAVA_"));
      env.put("HOME", home.toString());
      env.putAll(StartUpCaches.shared());
      env.putAll(extra);
      Process process = builder.start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Process startPeers(String... arguments) {
    return start(Stream.concat(Stream.of(launcher()), Stream.of(arguments)).toList());
  }

  /// A broker that answers.
  public Process startBroker(String... options) {
    return ready(
        startPeers(Stream.concat(Stream.of("broker"), Stream.of(options)).toArray(String[]::new)));
  }

  /// A broker that answers, started by a command that ends with the launcher's arguments.
  public Process startBrokerBy(String... prefix) {
    return ready(start(Stream.concat(Stream.of(prefix), Stream.of(launcher(), "broker")).toList()));
  }

  private Process ready(Process broker) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> err(broker).contains(" ready on ") || !broker.isAlive());
    if (!broker.isAlive()) {
      throw new AssertionError("the broker does not start: " + err(broker));
    }
    return broker;
  }

  /// What a process has printed so far.
  public String out(Process process) {
    return read(printed(processes.indexOf(process), "out"));
  }

  /// What a process has printed to standard error so far.
  public String err(Process process) {
    return read(printed(processes.indexOf(process), "err"));
  }

  /// Sends a request with curl, which knows nothing of this project, and returns what it printed.
  public String curl(String path, String json) {
    Result result =
        run(
            List.of(
                "curl",
                "-sS",
                "--max-time",
                "10",
                "--unix-socket",
                socket().toString(),
                "-d",
                json,
                "http://localhost" + path));
    if (result.exitCode() != 0) {
      throw new AssertionError("curl " + path + ": " + result.err());
    }
    return result.out();
  }

  /// Registers a peer as a client of the old protocol does, and returns its id.
  public String register(long pid, long agentPid, String cwd) {
    String answer =
        curl(
            "/register",
            "{\"pid\":"
                + pid
                + ",\"agent_pid\":"
                + agentPid
                + ",\"cwd\":\""
                + cwd
                + "\",\"git_root\":null,\"tty\":null,\"client_type\":\"codex\",\"summary\":\"old\"}");
    if (!answer.matches("\\{\"id\":\"[0-9a-f]{8}\".*")) {
      throw new AssertionError("unexpected answer to /register: " + answer);
    }
    return answer.substring(7, 15);
  }

  /// A process that does nothing, for a peer to be.
  public Process sleeper() {
    return start(List.of("sleep", "300"));
  }

  private Path printed(int number, String kind) {
    return home.resolve("printed-" + number + "." + kind);
  }

  public static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
