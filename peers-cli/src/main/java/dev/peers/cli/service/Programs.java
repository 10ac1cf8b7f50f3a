package dev.peers.cli.service;

import dev.peers.cli.terminal.Progress;
import dev.peers.cli.terminal.Waits;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The programs on a person's PATH.
final class Programs {
  private final Map<String, String> env;
  private final Waits waits;

  /// @param waits told of a program that takes long
  Programs(Map<String, String> env, Waits waits) {
    this.env = env;
    this.waits = waits;
  }

  /// What a program ended with, and all that it printed.
  record Result(int exitCode, String text) {
    boolean isGood() {
      return exitCode == 0;
    }
  }

  boolean has(String name) {
    return find(name).isPresent();
  }

  private Optional<Path> find(String name) {
    for (String folder : env.getOrDefault("PATH", "").split(":", -1)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(program) && !Files.isDirectory(program)) {
        return Optional.of(program.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  /// Runs it to its end.
  Result run(List<String> command) {
    Optional<Path> program = find(command.getFirst());
    if (program.isEmpty()) {
      return new Result(127, command.getFirst() + " is not on the PATH");
    }
    List<String> found = new ArrayList<>(command);
    found.set(0, program.get().toString());
    ProcessBuilder builder =
        new ProcessBuilder(found).redirectErrorStream(true).redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(env);
    try (Progress _ = waits.on("Waiting for " + command.getFirst())) {
      Process process = builder.start();
      try (InputStream printed = process.getInputStream()) {
        String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Result(process.waitFor(), text);
      }
    } catch (IOException e) {
      return new Result(126, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(130, command.getFirst() + " was interrupted");
    }
  }
}
