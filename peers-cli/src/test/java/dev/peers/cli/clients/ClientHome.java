package dev.peers.cli.clients;

import static org.awaitility.Awaitility.await;

import dev.peers.cli.StartUpCaches;
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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A world of its own for one test: its own HOME, socket and database, and an environment that
/// inherits nothing but the path to programs. Closing it stops the broker that was started in it.
final class ClientHome implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Short, for a socket path has room for 106 bytes only.
  private final Path top;

  private final Map<String, String> environment = new TreeMap<>();

  private ClientHome(Path top) {
    this.top = top;
    environment.put("HOME", top.toString());
    environment.putAll(StartUpCaches.shared());
    environment.put("LANG", "C.UTF-8");
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("CLAUDE_PEERS_SOCKET", socket().toString());
    environment.put("CLAUDE_PEERS_DB", top.resolve("peers.db").toString());
  }

  static ClientHome create() {
    try {
      return new ClientHome(Files.createTempDirectory("peers-it").toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The `peers` command as it is distributed.
  static Path launcher() {
    Path launcher =
        Path.of(System.getProperty("basedir", ""), "target", "dist", "bin", "peers")
            .toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw new AssertionError("no " + launcher + ": `mvn package` makes it");
    }
    return launcher;
  }

  /// Gives everything that is started from now on this variable.
  ClientHome with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Has no start-up caches made or used by what is started from now on: for a copy of the
  /// distribution.
  ClientHome withoutCaches() {
    environment.putAll(StartUpCaches.NONE);
    return this;
  }

  /// Lets everything that is started from now on find programs in this folder first.
  Path programs() {
    Path folder = folder("programs");
    environment.put("PATH", folder + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    return folder;
  }

  Path socket() {
    return top.resolve("peers.sock");
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /// A folder to work in, made if need be.
  Path folder(String name) {
    try {
      return Files.createDirectories(top.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command line of an MCP server for a kind of client.
  static List<String> server(String clientType) {
    return List.of(launcher().toString(), "mcp", "--client-type", clientType);
  }

  Ran peers(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(arguments));
    return run(top, command);
  }

  /// Runs a command to its end, with nothing to read.
  Ran run(Path folder, List<String> command) {
    try {
      Path out = Files.createTempFile(top, "run", ".out");
      Path err = Files.createTempFile(top, "run", ".err");
      Process process = start(folder, command, ProcessBuilder.Redirect.to(out.toFile()), err);
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end: " + Files.readString(err));
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }

  /// Starts a command whose standard output the caller reads.
  Process start(Path folder, List<String> command, Path err) {
    return start(folder, command, ProcessBuilder.Redirect.PIPE, err);
  }

  private Process start(Path folder, List<String> command, ProcessBuilder.Redirect out, Path err) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out)
            .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops the broker, also one that is only just starting, and sees to it that no process is left.
  @Override
  public void close() {
    await("the end of all processes of " + top).atMost(PATIENCE).until(this::isDeserted);
    await("the removal of " + top).atMost(PATIENCE).until(this::isRemoved);
  }

  private boolean isDeserted() {
    if (Files.exists(socket()) || isInhabited()) {
      peers("kill-broker");
    }
    return Files.notExists(socket()) && !isInhabited();
  }

  /// Whether a process lives that was started in this world, as far as the system shows the
  /// environment of processes.
  private boolean isInhabited() {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> environmentOf(process).contains(top + "/"));
  }

  private static String environmentOf(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /// Whether everything is gone. A process that is just ending may still write, so it is tried
  /// again.
  private boolean isRemoved() {
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return Files.notExists(top);
    }
  }
}
