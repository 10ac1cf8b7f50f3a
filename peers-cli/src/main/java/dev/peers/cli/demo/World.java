package dev.peers.cli.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A home folder, a socket and a database that nobody else uses, and the processes that were
/// started in it. Closing it ends them all and deletes the folder.
final class World implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// The little of the caller's environment that programs need. An agent's own variables would make
  /// the stand-ins believe that they are it.
  private static final List<String> INHERITED =
      List.of("PATH", "JAVA_HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT");

  private final Path folder;
  private final Path peers;
  private final Map<String, String> inherited;
  private final List<ProcessHandle> processes = new ArrayList<>();

  private World(Path folder, Path peers, Map<String, String> inherited) {
    this.folder = folder;
    this.peers = peers;
    this.inherited = inherited;
  }

  /// An empty world.
  ///
  /// @param peers the launcher of this installation
  static World create(Path peers, Map<String, String> env) {
    try {
      // Not in the folder that TMPDIR names: on some systems its path leaves no room for a
      // socket's.
      Path tmp = Path.of("/tmp");
      Path base = Files.isWritable(tmp) ? tmp : Path.of(System.getProperty("java.io.tmpdir"));
      return new World(Files.createTempDirectory(base, "peers-demo-"), peers, Map.copyOf(env));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for the demonstration", e);
    }
  }

  Path socket() {
    return folder.resolve("peers.sock");
  }

  Path folder() {
    return folder;
  }

  /// A folder for an agent to work in.
  Path project(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A process in this world, not started yet, whose errors go to a file.
  ProcessBuilder command(Path cwd, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(cwd.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()));
    Map<String, String> env = builder.environment();
    env.clear();
    INHERITED.forEach(
        name -> {
          String value = inherited.get(name);
          if (value != null) {
            env.put(name, value);
          }
        });
    env.put("HOME", folder.toString());
    // A cache would still be in the making when this world ends.
    env.put("CLAUDE_PEERS_AOT", "off");
    env.put("CLAUDE_PEERS_SOCKET", socket().toString());
    env.put("CLAUDE_PEERS_DB", folder.resolve("peers.db").toString());
    env.put("CLAUDE_PEERS_STATE", folder.resolve("state").toString());
    // An orphan that hangs is ended without asking after this time; nobody wants to watch it
    // longer.
    env.put("CLAUDE_PEERS_KILL_GRACE_MS", "500");
    return builder;
  }

  List<String> peers(String... arguments) {
    return Stream.concat(Stream.of(peers.toString()), Stream.of(arguments)).toList();
  }

  Process start(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      owns(process.toHandle());
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + builder.command().getFirst(), e);
    }
  }

  /// Makes this process one that ends with the world.
  void owns(ProcessHandle process) {
    processes.add(process);
  }

  /// Runs a `peers` command to its end and returns what it printed.
  String run(String... arguments) {
    ProcessBuilder builder = command(folder, peers(arguments)).redirectInput(new File("/dev/null"));
    Process process = start(builder);
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DemoException("'peers " + String.join(" ", arguments) + "' does not end");
      }
      if (process.exitValue() != 0) {
        throw new DemoException(
            "'peers "
                + String.join(" ", arguments)
                + "' ended with exit code "
                + process.exitValue());
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted", e);
    }
  }

  /// Waits until something is so.
  ///
  /// @throws DemoException if that takes too long
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new DemoException("waited " + PATIENCE.toSeconds() + " s in vain: " + what);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DemoException("interrupted", e);
      }
    }
  }

  /// What the processes wrote to standard error, to explain a failure.
  String errorText() {
    try {
      return Files.exists(errors()) ? Files.readString(errors()) : "";
    } catch (IOException e) {
      return "(" + e.getMessage() + ")";
    }
  }

  private Path errors() {
    return folder.resolve("errors.log");
  }

  @Override
  public void close() {
    for (ProcessHandle process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    processes.forEach(
        process -> {
          if (process.isAlive()) {
            process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(e -> process).join();
          }
        });
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
