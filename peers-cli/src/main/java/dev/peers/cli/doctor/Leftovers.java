package dev.peers.cli.doctor;

import dev.peers.core.BrokerHealth;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Brokers that were meant for this socket and that it does not lead to: somebody deleted the lock
/// or the socket under them. Seen where the system shows what a process was started with, as Linux
/// does below `/proc`.
final class Leftovers {
  private static final List<String> BROKER = List.of("dev.peers.cli.Main", "broker");

  private Leftovers() {}

  static List<Finding> brokers(Patient patient) {
    List<Finding> findings = new ArrayList<>();
    Instant before = Instant.now().minus(patient.settings().doctorPatience());
    ProcessHandle.allProcesses()
        .filter(process -> !isServing(process, patient))
        .filter(process -> startedBefore(process, before))
        .filter(
            process -> isBroker(process) && socket(process).equals(Optional.of(socket(patient))))
        .forEach(process -> findings.add(leftOver(process, patient)));
    return findings.isEmpty()
        ? List.of(Finding.ok("processes", "no broker is left over"))
        : findings;
  }

  private static Path socket(Patient patient) {
    return patient.settings().socket();
  }

  /// One that starts just now has not come that far, and one that does not answer is told of as
  /// such.
  private static boolean isServing(ProcessHandle process, Patient patient) {
    return patient.live() instanceof Live.Answering(BrokerHealth health)
        ? health.pid() == process.pid()
        : Live.isLocked(patient.settings().lockFile());
  }

  private static boolean startedBefore(ProcessHandle process, Instant time) {
    return process.info().startInstant().filter(time::isAfter).isPresent();
  }

  private static boolean isBroker(ProcessHandle process) {
    return java.util.Collections.indexOfSubList(words(process, "cmdline"), BROKER) >= 0;
  }

  private static Optional<Path> socket(ProcessHandle process) {
    Map<String, String> env = new HashMap<>();
    for (String word : words(process, "environ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        env.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    try {
      return env.isEmpty() ? Optional.empty() : Optional.of(Settings.of(env).socket());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> words(ProcessHandle process, String file) {
    try {
      Path path = Path.of("/proc", Long.toString(process.pid()), file);
      return List.of(Files.readString(path, StandardCharsets.ISO_8859_1).split("\0"));
    } catch (IOException e) {
      // Another user's, or none any more, or not Linux.
      return List.of();
    }
  }

  private static Finding leftOver(ProcessHandle process, Patient patient) {
    long pid = process.pid();
    return Finding.warning(
            "processes",
            "process " + pid + " is a broker that " + socket(patient) + " does not lead to",
            "end it: what it was told is in the database")
        .fixedBy("ended the broker of process " + pid, () -> end(process, patient));
  }

  private static void end(ProcessHandle process, Patient patient) throws IOException {
    process.destroy();
    long seconds = patient.settings().doctorPatience().toSeconds();
    try {
      process.onExit().orTimeout(seconds, TimeUnit.SECONDS).join();
    } catch (java.util.concurrent.CompletionException e) {
      process.destroyForcibly();
      try {
        process.onExit().orTimeout(seconds, TimeUnit.SECONDS).join();
      } catch (java.util.concurrent.CompletionException f) {
        throw new IOException("process " + process.pid() + " does not end", f);
      }
    }
  }
}
