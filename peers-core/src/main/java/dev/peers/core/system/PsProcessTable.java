package dev.peers.core.system;

import dev.peers.core.model.ProcessRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The processes of macOS and other systems without `/proc`, as `ps` prints them.
final class PsProcessTable implements ProcessTable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);
  // Parent, weekday, month, day, time, year, state.
  private static final int FIELDS = 7;

  @Override
  public Optional<ProcessRow> look(long pid) {
    // Asking the JDK first costs no process for those that have ended.
    return ProcessHandle.of(pid).flatMap(handle -> parse(pid, ps(pid)));
  }

  /// Reads a line such as ` 501 Sat Jun 6 15:43:56 2026 S+`.
  static Optional<ProcessRow> parse(long pid, String output) {
    String[] fields = output.strip().split("\\s+", -1);
    if (fields.length < FIELDS || fields[FIELDS - 1].startsWith("Z")) {
      return Optional.empty();
    }
    String start = String.join(" ", fields[1], fields[2], fields[3], fields[4], fields[5]);
    try {
      long seconds = LocalDateTime.parse(start, START).toEpochSecond(ZoneOffset.UTC);
      ProcessRef ref = new ProcessRef(pid, Long.toString(seconds));
      return Optional.of(new ProcessRow(ref, Long.parseLong(fields[0])));
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new UncheckedIOException(
          new IOException("ps printed what it should not: " + output, e));
    }
  }

  private static String ps(long pid) {
    ProcessBuilder command =
        new ProcessBuilder("/bin/ps", "-o", "ppid=,lstart=,state=", "-p", Long.toString(pid))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // The start is printed in words and local time, which must not change what it says.
    command.environment().put("LC_ALL", "C");
    command.environment().put("TZ", "UTC");
    try {
      return output(command.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run ps", e);
    }
  }

  private static String output(Process ps) throws IOException {
    try {
      ps.getOutputStream().close();
      if (!ps.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("ps did not end within " + PATIENCE.toSeconds() + " s");
      }
      return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for ps", e);
    } finally {
      ps.destroyForcibly();
    }
  }
}
