package dev.peers.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A client's program that was asked for its version.
///
/// @param program the word that starts it
/// @param process what runs; nothing if it is not on the PATH
/// @param line the first line that it prints, once it has ended
record VersionAnswer(
    String program, Optional<Process> process, CompletableFuture<String> line, Duration patience) {
  private static final int MOST_BYTES = 4_096;

  static VersionAnswer ask(Patient patient, String program) {
    Duration patience = patient.settings().doctorPatience();
    Optional<Path> path = InstallationChecks.find(patient, program);
    if (path.isEmpty()) {
      return new VersionAnswer(
          program, Optional.empty(), CompletableFuture.completedFuture(""), patience);
    }
    try {
      Process process =
          new ProcessBuilder(path.get().toString(), "--version")
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      CompletableFuture<String> line =
          CompletableFuture.supplyAsync(() -> firstLine(process))
              .thenCombine(process.onExit(), (text, ended) -> text)
              .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new VersionAnswer(program, Optional.of(process), line, patience);
    } catch (IOException e) {
      return new VersionAnswer(
          program, Optional.empty(), CompletableFuture.failedFuture(e), patience);
    }
  }

  private static String firstLine(Process process) {
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for it.
  ///
  /// @param tried the version that peers was tried with
  Finding finding(String client, String tried) {
    String command = "'" + program + " --version'";
    try {
      String text = line.join();
      if (process.isEmpty()) {
        return Finding.ok(client, "there is no '" + program + "' on PATH, only its configuration");
      }
      int exit = process.get().exitValue();
      return exit == 0 && !text.isEmpty()
          ? Finding.ok(client, "version " + text + "; peers was tried with " + tried)
          : Finding.warning(
              client,
              command + " does not tell its version (exit code " + exit + ")",
              "see whether it starts; install it again");
    } catch (CompletionException e) {
      process.ifPresent(VersionAnswer::end);
      return Finding.warning(
          client,
          command + " does not answer within " + patience.toSeconds() + " s",
          "see whether it starts; install it again");
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
