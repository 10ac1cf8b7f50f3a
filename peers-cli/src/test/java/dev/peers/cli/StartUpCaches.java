package dev.peers.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The start-up caches of the distribution that was built, which the processes of all tests share
/// as those of one user do. They are made by the first test that starts a process, and kept for
/// later runs.
public final class StartUpCaches {
  /// Makes and uses none: for what runs from a copy of the distribution, or on another Java. The
  /// launcher would have caches of its own made for it in the background, which outlive the test.
  public static final Map<String, String> NONE = Map.of("CLAUDE_PEERS_AOT", "off");

  private static final Path FOLDER = Sandbox.DISTRIBUTION.resolveSibling("start-up-caches");

  /// One word for each kind of process that the launcher tells apart.
  private static final List<String> KINDS = List.of("broker", "mcp", "hook", "status");

  private static final long MINUTES = 5;

  private StartUpCaches() {}

  /// The variables by which a process uses them.
  public static Map<String, String> shared() {
    return Made.VARIABLES;
  }

  /// Loaded when the first process is about to be started: there are tests that start none, before
  /// there is a distribution.
  private static final class Made {
    /// A cache is for one Java.
    static final Map<String, String> VARIABLES =
        Map.of(
            "XDG_CACHE_HOME",
            FOLDER.toString(),
            "JAVA_HOME",
            System.getProperty("java.home"),
            "CLAUDE_PEERS_AOT",
            "on");

    static {
      make();
    }
  }

  private static void make() {
    try {
      Files.createDirectories(FOLDER);
      removeUnfinished();
      List<Process> makers = KINDS.stream().map(StartUpCaches::maker).toList();
      for (Process maker : makers) {
        if (!maker.waitFor(MINUTES, TimeUnit.MINUTES) || maker.exitValue() != 0) {
          throw new AssertionError("the start-up caches cannot be made");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// What a run left that was ended while it made some would keep this one from it.
  private static void removeUnfinished() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (file.toString().contains(".lock")) {
          Files.delete(file);
        }
      }
    }
  }

  private static Process maker(String kind) {
    ProcessBuilder builder =
        new ProcessBuilder(Sandbox.LAUNCHER.toString(), kind)
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve(kind + ".log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CLAUDE"));
    builder.environment().putAll(Made.VARIABLES);
    builder.environment().put("CLAUDE_PEERS_AOT", "make");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
