package dev.peers.cli.limits;

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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A home folder of a test's own, in which the real distribution runs, also as another user. All
/// processes that it starts end with it.
final class Ground implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("peers.dist", "target/dist")).toAbsolutePath();

  private final Path home;
  private final Map<String, String> env = new ConcurrentHashMap<>();
  private final List<Process> processes = new ArrayList<>();
  private final int port;
  private Path distribution = DISTRIBUTION;

  /// What a command printed, and its exit code.
  record Result(int exitCode, String out, String err) {}

  Ground() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // The build's own folder may lie so deep that a socket's path in it would be too long.
      home = Files.createTempDirectory(Path.of("/tmp"), "peers-limits-");
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    env.put("HOME", home.toString());
    env.put("PATH", System.getenv("PATH"));
    env.put("JAVA_HOME", System.getProperty("java.home"));
    env.put("CLAUDE_PEERS_AOT", "off");
    env.put("CLAUDE_PEERS_PORT", Integer.toString(port));
  }

  Ground with(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  Path home() {
    return home;
  }

  /// The folder of the socket.
  Path run() {
    return home.resolve(".claude/run");
  }

  Path socket() {
    return run().resolve("claude-peers.sock");
  }

  int port() {
    return port;
  }

  /// Copies the distribution to where every user can run it.
  void openToAll() {
    distribution = home.resolve("dist");
    run("cp", "-rL", DISTRIBUTION.toString(), distribution.toString());
    run("chmod", "-R", "a+rX", distribution.toString());
    run("chmod", "755", home.toString());
  }

  String launcher() {
    return distribution.resolve("bin/peers").toString();
  }

  /// Runs a command to its end.
  Result run(String... command) {
    Process process = start(command);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(Arrays.toString(command) + " does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    int number = processes.indexOf(process);
    return new Result(
        process.exitValue(), read(printed(number, "out")), read(printed(number, "err")));
  }

  Process start(String... command) {
    int number = processes.size();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(printed(number, "out").toFile())
            .redirectError(printed(number, "err").toFile());
    builder.environment().clear();
    builder.environment().putAll(env);
    try {
      Process process = builder.start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A broker that answers, started by a command that ends with the launcher's arguments.
  Process startBroker(String... prefix) {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(List.of(launcher(), "broker"));
    Process broker = start(command.toArray(String[]::new));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> errors(broker).contains(" ready on ") || !broker.isAlive());
    if (!broker.isAlive()) {
      throw new AssertionError("the broker does not start: " + errors(broker));
    }
    return broker;
  }

  String errors(Process process) {
    return read(printed(processes.indexOf(process), "err"));
  }

  private Path printed(int number, String kind) {
    return home.resolve("printed-" + number + "." + kind);
  }

  static String read(Path file) {
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
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
